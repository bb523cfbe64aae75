"""Search as you type over a million people, keystroke by keystroke.

Questions are what people type: a name from the list, letter by letter, first name, last name, both, with umlauts
written in every way. The limit is a look by primary key in the same file.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import dataset
from benchmarks.figures import against, quantile
from ticketforge_desktop.services.ports.mirror import OrderFilter, Sort
from ticketforge_desktop.storage.profile import Profile, ProfileKeys, open_profile
from ticketforge_desktop.storage.shop_keys import ShopKeys

SMALL, BIG = 100_000, 1_000_000
KEYSTROKES = 3_000
_KEYS = ProfileKeys(mirror=b"m" * 32, station=b"s" * 32)
_PAGE = 50
_WRITTEN = str.maketrans({"ü": "ue", "ö": "oe", "ä": "ae", "ß": "ss"})
_line = partial(against, "search")


def run() -> Iterator[dict[str, object]]:
    """A line a figure."""
    found: dict[int, list[float]] = {}
    for people in (SMALL, BIG):
        with TemporaryDirectory(prefix="bench-search-") as folder, _filled(Path(folder), people) as profile:
            found[people] = _keystrokes(profile, people)
            limit = _keyed(profile, people)
            yield _line(
                f"{people:,} people: median keystroke", quantile(found[people], 0.5), limit, "ms", "(for comparison)"
            )
            if people == BIG:
                yield _line(
                    f"{people:,} people: p99 keystroke", quantile(found[people], 0.99), 5.0, "ms", "≤ 5 ms", 1.0
                )
                yield from _pages(profile)
    small, big = quantile(found[SMALL], 0.99), quantile(found[BIG], 0.99)
    yield _line("p99 at 1,000,000 against 100,000", big, small, "ms", "≤ 2 ×", 2.0)


def _filled(home: Path, people: int) -> Profile:
    """People by the number, orders and events beside them, as a shop of that size has."""
    profile = open_profile(home, _KEYS, ShopKeys(lambda: dataset.EAN_KEY))
    dataset.fill(profile.mirror_writer, dataset.Size(orders=people // 4, lines=1, quantity=1, people=people))
    return profile


def _keystrokes(profile: Profile, people: int) -> list[float]:
    """Milliseconds of each keystroke, over all kinds as the palette asks."""
    mixed = random.Random(9)
    names = dataset.Names().draw(min(people, 5_000))
    times: list[float] = []
    while len(times) < KEYSTROKES:
        first, last = mixed.choice(names).split(" ", 1)
        word = mixed.choice((first, last, f"{first} {last}", f"{last} {first}", last.translate(_WRITTEN)))
        for end in range(1, len(word) + 1):
            begun = time.perf_counter()
            profile.queries.search(word[:end])
            times.append((time.perf_counter() - begun) * 1000)
    return times


def _keyed(profile: Profile, people: int) -> float:
    """Median milliseconds of a look by primary key."""
    mixed = random.Random(3)
    times = []
    for _ in range(2_000):
        number = mixed.randrange(1, people + 1)
        begun = time.perf_counter()
        profile._mirror_file.readers.row("SELECT name FROM participants WHERE customer_id = ?", (number,))
        times.append((time.perf_counter() - begun) * 1000)
    return quantile(times, 0.5)


def _pages(profile: Profile) -> Iterator[dict[str, object]]:
    """Any page of the list of orders, in a listing that is already sorted."""
    listing = profile.queries.orders(OrderFilter(), Sort("created_at", descending=True))
    mixed = random.Random(4)
    times = []
    for _ in range(400):
        start = mixed.randrange(max(1, len(listing) - _PAGE))
        begun = time.perf_counter()
        listing.page(start, _PAGE)
        times.append((time.perf_counter() - begun) * 1000)
    rows = f"{len(listing):,} orders: a page of {_PAGE}, median"
    yield _line(rows, quantile(times, 0.5), 1.0, "ms", "≤ 1 ms", 1.0)


if __name__ == "__main__":
    for line in run():
        print(line, flush=True)
