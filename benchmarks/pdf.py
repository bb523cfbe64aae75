"""PDF: one ticket and a batch, against bytes written by hand in the same run.

The limit writes what a PDF needs and nothing else: no layout, no fitting, no fonts of its own (the reader's Helvetica),
but the same symbols by the same writer, the same words, and streams deflated the same way.
"""

from __future__ import annotations

import statistics
import time
import zlib
from collections.abc import Callable, Iterator, Sequence

from benchmarks.faces import LAYOUT, faces
from ticketforge_desktop.devices.printing import symbols
from ticketforge_desktop.devices.printing.languages.pdf import PdfRenderer, qr_path
from ticketforge_desktop.devices.printing.layouts import LayoutShelf
from ticketforge_desktop.services.ports.printing import TicketFace

PEER_ONE_MS = 60.0
"""What pretix takes for one ticket (notes on performance)."""
BATCH = 1000
ROUNDS = 5


def run() -> Iterator[dict[str, object]]:
    """A line a figure. Both sides take turns, and the median of the rounds counts."""
    renderer = PdfRenderer(LayoutShelf())
    one, many = faces(1), faces(BATCH)
    renderer.render(one, LAYOUT, 203, "de")
    by_hand(one)
    single = _median(lambda: renderer.render(one, LAYOUT, 203, "de"), 20 * ROUNDS)
    pairs = [
        (_once(lambda: renderer.render(many, LAYOUT, 203, "de")) / BATCH, _once(lambda: by_hand(many)) / BATCH)
        for _ in range(ROUNDS)
    ]
    ours, limit = (statistics.median(side) * 1000 for side in zip(*pairs, strict=True))
    size = len(renderer.render(many, LAYOUT, 203, "de")) / BATCH
    yield _line("one ticket (limit: pretix, measured elsewhere)", single * 1000, PEER_ONE_MS, "ms", "limit ≥ 15 × ours",
                PEER_ONE_MS / (single * 1000), at_least=15.0)  # fmt: skip
    yield _line("batch, a ticket", ours, limit, "ms", "≤ 2.5 × bytes written by hand", ours / limit, at_most=2.5)
    yield _line("batch, tickets a second", 1000 / ours, 500.0, "tickets/s", "≥ 500", 1000 / ours / 500, at_least=1.0)
    yield _line("batch, size of a ticket", size, 3000.0, "bytes", "≤ 3 kB", size / 3000, at_most=1.0)


def by_hand(tickets: Sequence[TicketFace]) -> bytes:
    """The barest PDF with a QR code, an EAN-13 and twelve texts a ticket."""
    parts: list[bytes] = [b"%PDF-1.4\n"]
    offsets = [0, 0, 0]
    length = len(parts[0])

    def add(data: bytes) -> None:
        nonlocal length
        offsets.append(length)
        parts.append(data)
        length += len(data)

    kids = []
    add(b"3 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n")
    for index, ticket in enumerate(tickets):
        content = zlib.compress(_content(ticket).encode("latin-1", "replace"))
        number = 4 + 2 * index
        kids.append(b"%d 0 R" % number)
        add(
            b"%d 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 396 144]/Resources<</Font<</F1 3 0 R>>>>/Contents %d 0 R>>"
            b"endobj\n" % (number, number + 1)
        )
        add(b"%d 0 obj<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream endobj\n"
            % (number + 1, len(content), content))  # fmt: skip
    offsets[1] = length
    tree = b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    offsets[2] = length + len(tree)
    pages = b"2 0 obj<</Type/Pages/Count %d/Kids[%s]>>endobj\n" % (len(tickets), b" ".join(kids))
    start = length + len(tree) + len(pages)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets[1:])
    end = b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
    return b"".join((*parts, tree, pages, end % (len(offsets), table, len(offsets), start)))


def _content(ticket: TicketFace) -> str:
    bars = [f"{x} 0 {width} 60 re" for x, width in symbols.bar_runs(symbols.ean13_bits(ticket.ean))]
    words = (
        ticket.event, str(ticket.starts_at), str(ticket.doors_at), ticket.venue, ticket.category, str(ticket.price),
        ticket.seat, ticket.holder, ticket.number, ticket.order, str(ticket.issue), ticket.shop,
    )  # fmt: skip
    shown = []
    for line, word in enumerate(words):
        escaped = word.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        shown.append(f"1 0 0 1 12 {130 - 10 * line} Tm ({escaped}) Tj")
    return (
        f"q 1.8 0 0 -1.8 200 130 cm {qr_path(ticket.code)} f Q q 1 0 0 1 290 20 cm {' '.join(bars)} f Q "
        f"BT /F1 9 Tf {' '.join(shown)} ET"
    )


def _once(work: Callable[[], object]) -> float:
    """Seconds of the processor: nothing here waits, and what else runs on the machine does not count."""
    start = time.process_time()
    work()
    return time.process_time() - start


def _median(work: Callable[[], object], times: int) -> float:
    return statistics.median(_once(work) for _ in range(times))


def _line(
    figure: str, ours: float, limit: float, unit: str, goal: str, ratio: float,
    *, at_least: float | None = None, at_most: float | None = None,
) -> dict[str, object]:  # fmt: skip
    met = ratio >= at_least if at_least is not None else ratio <= (at_most or 0)
    return {
        "bench": "pdf", "figure": figure, "ours": round(ours, 3), "limit": round(limit, 3), "unit": unit,
        "ratio": round(ratio, 2), "goal": goal, "met": met,
    }  # fmt: skip
