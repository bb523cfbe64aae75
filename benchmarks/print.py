"""Label printers: how fast tickets become ZPL, and how small they are once the layout's fixed part is in the printer.

The limit is the same words put between the same commands by string formatting, without layout or fitting.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator, Sequence

from benchmarks.faces import LAYOUT, faces
from ticketforge_desktop.devices.printing.languages.zpl import ZplRenderer
from ticketforge_desktop.devices.printing.layouts import LayoutShelf
from ticketforge_desktop.services.ports.printing import TicketFace

BATCH = 10_000
ROUNDS = 5


def run() -> Iterator[dict[str, object]]:
    """A line a figure. Both sides take turns, and the median of the rounds counts."""
    renderer = ZplRenderer(LayoutShelf())
    tickets = faces(BATCH)
    pairs = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        zpl = renderer.render(tickets, LAYOUT, 203, "de")
        middle = time.perf_counter()
        by_hand(tickets)
        pairs.append((middle - start, time.perf_counter() - middle))
    ours, limit = (BATCH / statistics.median(side) for side in zip(*pairs, strict=True))
    sizes = [len(line) + 1 for line in zpl.rstrip(b"\n").split(b"\n")[1:]]
    largest = max(sizes)
    yield {
        "bench": "print", "figure": "ZPL tickets a second", "ours": round(ours), "limit": round(limit),
        "unit": "tickets/s", "ratio": round(ours / limit, 2), "goal": "≥ 10,000", "met": ours >= 10_000,
    }  # fmt: skip
    yield {
        "bench": "print", "figure": "largest ZPL ticket after the first", "ours": largest, "limit": 1024,
        "unit": "bytes", "ratio": round(largest / 1024, 2), "goal": "≤ 1 kB", "met": largest <= 1024,
    }  # fmt: skip


def by_hand(tickets: Sequence[TicketFace]) -> bytes:
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
