"""Printers with type and codes of their own: how fast tickets become their language, and how small a ticket is.

The limit is the same words put between the same commands by string formatting, without layout or fitting. Times are
the processor's: it is the encoder that is measured, not what else runs on the machine. Receipt printers and those
that get a picture are held against the paper's pace: an encoder ten times as fast never keeps a printer waiting.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator, Sequence

from benchmarks.faces import LAYOUT, faces
from ticketforge_desktop.devices.printing.languages.registry import run_renderer
from ticketforge_desktop.devices.printing.layouts import LayoutShelf
from ticketforge_desktop.services.ports.printing import TicketFace

BATCH = 10_000
PICTURES = 200
ROUNDS = 5
ROLL = "roll-80mm"
PAPER_PACE = 5.0
"""Tickets a second of the fastest receipt and label printers: 500 mm/s on a roll, 10 cm each."""


def run() -> Iterator[dict[str, object]]:
    """A line a figure. Both sides take turns, and the median of the rounds counts."""
    tickets = faces(BATCH)
    for language, by_hand in (("zpl", zpl_by_hand), ("fgl", fgl_by_hand)):
        yield from _native(language, by_hand, tickets)
    for language, layout in (("escpos", ROLL), ("tspl", LAYOUT), ("starprnt", ROLL)):
        yield _against_paper(language, layout, tickets[:PICTURES])


def _native(
    language: str, by_hand: Callable[[Sequence[TicketFace]], bytes], tickets: Sequence[TicketFace]
) -> Iterator[dict[str, object]]:
    renderer = run_renderer(language, LayoutShelf())
    pairs = []
    for _ in range(ROUNDS):
        start = time.process_time()
        renderer.render(tickets, LAYOUT, 203, "de")
        middle = time.process_time()
        by_hand(tickets)
        pairs.append((middle - start, time.process_time() - middle))
    ours, limit = (len(tickets) / statistics.median(side) for side in zip(*pairs, strict=True))
    job = renderer.run(LAYOUT, 203, "de")
    largest = max(len(job.ticket(one)) for one in tickets)
    yield {
        "bench": "print", "figure": f"{language.upper()} tickets a second", "ours": round(ours), "limit": round(limit),
        "unit": "tickets/s", "ratio": round(ours / limit, 2), "goal": "≥ 10,000", "met": ours >= 10_000,
    }  # fmt: skip
    yield {
        "bench": "print", "figure": f"largest {language.upper()} ticket after the first", "ours": largest,
        "limit": 1024, "unit": "bytes", "ratio": round(largest / 1024, 2), "goal": "≤ 1 kB", "met": largest <= 1024,
    }  # fmt: skip


def _against_paper(language: str, layout: str, tickets: Sequence[TicketFace]) -> dict[str, object]:
    job = run_renderer(language, LayoutShelf()).run(layout, 203, "de")
    job.ticket(tickets[0])
    start = time.process_time()
    size = sum(len(job.ticket(one)) for one in tickets) / len(tickets)
    pace = len(tickets) / (time.process_time() - start)
    return {
        "bench": "print", "figure": f"{language} tickets a second ({size / 1000:.1f} kB each)", "ours": round(pace),
        "limit": PAPER_PACE, "unit": "tickets/s", "ratio": round(pace / PAPER_PACE, 1),
        "goal": "≥ 10 × the paper's pace", "met": pace >= 10 * PAPER_PACE,
    }  # fmt: skip


def zpl_by_hand(tickets: Sequence[TicketFace]) -> bytes:
    """The same fields at fixed places and sizes."""
    return "".join(
        f"^XA^CI28^XFR:T000000.ZPL^FS^FT300,40^A0R,40^FD{one.event}^FS^FT250,40^A0R,38^FD{one.starts_at}^FS"
        f"^FT200,40^A0R,26^FDEinlass {one.doors_at} · {one.venue}, {one.city}^FS^FT150,52^A0R,35^FR^FD{one.category}^FS"
        f"^FT150,460^A0R,38^FD{one.price}^FS^FT90,40^A0R,30^FD{one.seat}^FS^FT50,40^A0R,24^FD{one.holder}^FS"
        f"^FO168,602^BY2,3,10^BQN,2,5^FDMM,N{one.code}^FS^FT110,600^A0R,24^FD{one.number}^FS"
        f"^FT80,620^A0R,21^FD{one.order} · {one.unit}/{one.units}^FS^FT50,640^A0R,19^FDAusgabe {one.issue}^FS"
        f"^FT20,640^A0R,17^FD{one.shop}^FS^FO40,910^BY3^BER,90,N,N^FD{one.ean[:12]}^FS"
        f"^FT30,940^A0R,21^FD{one.ean[1:7]}^FS^FT30,1080^A0R,21^FD{one.ean[7:]}^FS"
        f"^FT20,1000^A0R,21^FD{one.category} · {one.seat}^FS^FT10,1000^A0R,25^FD{one.event}^FS^XZ\n"
        for one in tickets
    ).encode()


def fgl_by_hand(tickets: Sequence[TicketFace]) -> bytes:
    """The same fields at fixed places and sizes."""
    return "".join(
        f"<TRE><NR><HW1,1><RC240,40><LT3><BX67,352><TTF1,18><RC57,40>{one.event}<TTF1,14><RC140,40>{one.starts_at}"
        f"<TTF1,9><RC193,40>Einlass {one.doors_at} · {one.venue}, {one.city}<TTF1,13><RC258,52>{one.category}"
        f"<TTF1,14><RC257,415>{one.price}<TTF1,11><RC316,40>{one.seat}<TTF1,9><RC355,40>{one.holder}"
        f"<RC34,610><QR5,0,2,0>{{{one.code}}}<TTF1,9><RC268,592>{one.number}<TTF1,8><RC307,650>"
        f"{one.order} · {one.unit}/{one.units}<TTF1,7><RC341,664>Ausgabe {one.issue}<TTF1,6><RC368,637>{one.shop}"
        f"<RR><RC67,1012><X3><eP12>{one.ean[:12]}<TTF1,8><RC101,915>{one.ean[1:7]}<RC240,915>{one.ean[7:]}"
        f"<RC32,1048>{one.category} · {one.seat}<TTF1,9><RC32,1085>{one.event}<p>"
        for one in tickets
    ).encode()
