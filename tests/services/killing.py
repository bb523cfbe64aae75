"""Programs that print and are killed again and again, until all is printed."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.services.jamming import JammingPrinter
from tests.services.print_victim import POINTS
from ticketforge_desktop.storage.profile import Profile

ROOT = Path(__file__).parents[2]


@dataclass
class Killer:
    """Starts the victim until its work is done; each planned kill and each jam must be met.

    `what` is the victim's work (a run's id, or `till:N`), `papers` how many there are of it.
    """

    profile: Profile
    printer: JammingPrinter
    what: str
    kills: int
    jams: int
    papers: int
    chance: random.Random
    first: int = 0  # of POINTS, where the first kill is

    def until(self, done: Callable[[], bool], between: Callable[[], None], log: Path) -> None:
        """`between` is what a person does after each program's end."""
        planned = self._points(self.kills)
        launched = 0
        while not done():
            launched += 1
            assert launched <= self.kills + self.jams + 2, "it never ends"
            point = planned[0] if planned else "never"
            after = self.chance.randint(1, max(1, 2 * self.papers // (self.kills + self.jams) - 2))
            if self._run(point, after, log):
                planned.pop(0)
            between()
        hits = [line.split()[0] for line in log.read_text("utf-8").splitlines()]
        assert hits == self._points(len(hits))
        assert (len(hits), self.printer.jammed) == (self.kills, self.jams), "every kill and every jam was met"

    def _points(self, count: int) -> list[str]:
        return [POINTS[(self.first + place) % len(POINTS)] for place in range(count)]

    def _run(self, point: str, after: int, log: Path) -> bool:
        """Whether it was killed."""
        told = [str(self.profile.folder), str(self.printer.port), self.what, point, str(after), str(log)]
        victim = [sys.executable, "-m", "tests.services.print_victim", *told]
        done = subprocess.run(victim, cwd=ROOT, timeout=300, check=False)
        assert done.returncode in (0, -signal.SIGKILL)
        return done.returncode == -signal.SIGKILL
