"""A till killed at any point of a sale: the sale is whole or absent, and no paper is there without its sale."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.services.counter import PASSPHRASE, Counter
from tests.services.sell_victim import AFTER, BEFORE, POINTS, Task
from ticketforge_desktop.demo.server import DemoStore
from ticketforge_desktop.domain.codes import SignedCode, decode
from ticketforge_desktop.domain.errors import NotFound
from ticketforge_desktop.services.ports.printers import PrinterSetup
from ticketforge_desktop.services.sell import new_sale_id

ROOT = Path(__file__).parents[2]


@dataclass
class Tills:
    """The profile the victims sell on, as this process sees it, and the file they print into."""

    counter: Counter
    home: Path
    paper: Path
    victims: subprocess.Popen[str]
    log: Path

    def run(self, sale_id: str, point: str) -> bool:
        """Whether it was killed."""
        counter = self.counter
        task = Task(
            str(self.home), PASSPHRASE, counter.event, counter.categories[0], sale_id, point, str(self.log)
        )  # fmt: skip
        assert self.victims.stdin is not None
        assert self.victims.stdout is not None
        self.victims.stdin.write(json.dumps(task) + "\n")
        self.victims.stdin.flush()
        code = int(self.victims.stdout.readline())
        assert code in (0, -signal.SIGKILL)
        return code != 0

    def hits(self) -> list[str]:
        return self.log.read_text("utf-8").splitlines() if self.log.exists() else []

    def whole(self, sale_id: str) -> bool:
        """Whether it is there with all that belongs to it, and not a row of it is there if it is not."""
        counter = self.counter
        acts = sorted(one.kind for one in counter.desk.outbox.entries() if one.aggregate == f"sale:{sale_id}")
        rows = counter.rows()
        parts = [
            len([row for row in rows[table] if sale_id in row])
            for table in ("sales", "sale_lines", "sold_tickets", "payments", "audit")
        ]
        try:
            sale = counter.selling.sale(sale_id)
        except NotFound:
            assert (parts, acts) == ([0] * 5, [])
            return False
        assert (parts, acts) == ([1, 1, 2, 1, 1], ["adjust_stock", "sale"])
        assert sum(paid.amount_minor for paid in sale.payments) == sale.total.minor
        assert sale.pending
        return True

    def tray(self) -> list[str]:
        """The tickets of all labels that came out whole, by their codes."""
        labels = self.paper.read_bytes().split(b"^XA") if self.paper.exists() else []
        codes = [one.split(b"^FDMM,N")[1].split(b"^FS")[0] for one in labels if b"^FDMM,N" in one and b"^XZ" in one]
        read = [decode(code.decode()) for code in codes]
        return [one.payload.ticket.hex() for one in read if isinstance(one, SignedCode)]

    def all_papers_are_sold(self) -> None:
        sold = {row[0] for row in self.counter.rows()["sold_tickets"]}
        tray = self.tray()
        assert len(tray) == len(set(tray))
        assert set(tray) <= sold


@pytest.fixture(scope="module")
def tills(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tills]:
    folder = tmp_path_factory.mktemp("killed")
    command = [sys.executable, "-m", "tests.services.sell_victim"]
    with (
        DemoStore.start(orders=4, events=10, plan="plus", job_delay=0.0, seed=4) as demo,
        subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        ) as victims,
    ):
        counter = Counter(folder / "profile", demo, units=200)
        try:
            counter.desk.shifts.desk.open(10_000)
            setup = PrinterSetup("Kasse", "zpl", f"file:{folder / 'labels.zpl'}", "label-10x5cm")
            counter.desk._profile.printers.save(setup, counter.desk.staff, new=True)
            yield Tills(counter, folder / "profile", folder / "labels.zpl", victims, folder / "kills.log")
        finally:
            counter.desk.close()


def story(tills: Tills, points: tuple[str, ...]) -> None:
    """At each point a sale is killed; who was killed before it was written sells it again, and it is one."""
    for point in points:
        counter, sale_id, seen = tills.counter, new_sale_id(), len(tills.hits())
        left, out = counter.left(), len(tills.tray())
        assert tills.run(sale_id, point), f"it was never at {point}"
        assert tills.hits()[seen:] == [f"{point} {sale_id}"]
        assert tills.whole(sale_id) is (point in AFTER)
        assert counter.left() == left - (2 if point in AFTER else 0)
        printed = len(tills.tray()) - out
        assert printed <= (2 if point in AFTER else 0)
        tills.all_papers_are_sold()
        if point in BEFORE:
            assert not tills.run(sale_id, ""), "who comes again sells"
            assert tills.whole(sale_id)
            assert len(tills.tray()) - out == 2
            assert counter.left() == left - 2


def test_a_sale_killed_anywhere_is_whole_or_absent(tills: Tills) -> None:
    story(tills, POINTS)
    verified = tills.counter.desk._profile.station.verify_audit()
    assert verified.ok


@pytest.mark.long
def test_sixty_sales_killed_anywhere(tills: Tills) -> None:
    chance = random.Random(6)
    story(tills, tuple(chance.choice(POINTS) for _ in range(60)))


def test_what_the_killed_tills_sold_reaches_the_store_once(tills: Tills) -> None:
    """All sales the file knows, and none that it does not."""
    story(tills, ("committed",))
    tills.counter.push()
    sales = {sale.sale_id: sale.total.minor for sale in tills.counter.selling.sales(limit=500)}
    orders = {order["sourceIdentifier"]: order["totalPriceSet"] for order in tills.counter.orders()}
    assert orders == sales
    assert len(tills.counter.orders()) == len(sales)
