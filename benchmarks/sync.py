"""How fast a first sync takes a bulk file in, against ready tuples put into bare sqlite3 in the same run.

The file: 200,000 orders, 682,486 rows. Limit: every row that the mirror then holds of them (orders, lines, payments,
tickets, and the buyers, whom only the orders name: 1,585,592), as tuples made beforehand, by `executemany` into a plain
file with the shadow's pragmas and the mirror's indexes in place. It writes no search and no figures, and does not
encrypt; the same with encryption is told beside it. The rival, SQLAlchemy Core, gets the same rows as dictionaries made
beforehand. Ours: decode, load the encrypted shadow, derive tickets, index, search, figures, swap in. CPU seconds, each
in a process of its own; they alternate. Rows are those of the file, for all of them.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.sync_file import ORDERS, ROWS, write

ROUNDS = 3
SHARE = 0.5  # of the limit
RIVAL = 1.7  # times SQLAlchemy Core
AGAIN = 0.8  # of the first sync's pace
MEGABYTES = 220.0
GROWTH = 1.1  # of memory, at twice the orders


def run(orders: int = ORDERS, rounds: int = ROUNDS) -> Iterator[dict[str, object]]:
    """Figures of `design/commands.md`: ours, the limit beside it, their ratio, and the goal where there is one."""
    with tempfile.TemporaryDirectory(prefix="ticketforge-bench-") as folder:
        there = Path(folder)
        file, twice = there / "orders.jsonl", there / "twice.jsonl"
        rows = write(file, orders)
        assert orders != ORDERS or rows == ROWS
        limits, rivals, firsts, agains = [], [], [], []
        for number in range(rounds):
            limits.append(_whole(_worker("bare", file, there / f"bare{number}")))
            firsts.append(_worker("ours", file, there / f"ours{number}"))
            agains.append(_worker("ours", file, there / f"ours{number}"))
            rivals.append(_whole(_worker("core", file, there / f"core{number}")))
        ours = rows / _median(firsts)
        first, limit = "first sync, rows a CPU second", statistics.median(limits)
        yield _figure(first, ours, rows / limit, "rows/s", SHARE)
        yield _figure(f"{first}, against SQLAlchemy Core", ours, rows / statistics.median(rivals), "rows/s", RIVAL)
        sealed = rows / _whole(_worker("sealed", file, there / "sealed"))
        yield _figure(f"{first}, against the limit in an encrypted file", ours, sealed, "rows/s", None)
        yield _figure("full sync over a mirror, against the first", rows / _median(agains), ours, "rows/s", AGAIN)
        plain = _worker("plain", file, there / "plain")["cpu"]
        yield _figure("what encryption costs a first sync", _median(firsts), plain, "CPU s", None)
        write(twice, orders * 2)
        yield from _memory(firsts, _worker("ours", twice, there / "twice"))


def _memory(firsts: list[dict[str, Any]], twice: dict[str, Any]) -> Iterator[dict[str, object]]:
    peak, most = max(float(first["peak_mb"]) for first in firsts), float(twice["peak_mb"])
    yield _figure("most memory of a first sync", peak, MEGABYTES, "MB", 1.0, lower=True)
    yield _figure("most memory at twice the orders", most, MEGABYTES, "MB", GROWTH, lower=True)
    yield _figure("its growth from one to the other", most, peak, "MB", GROWTH, lower=True)


def _whole(told: dict[str, Any]) -> float:
    """CPU seconds over all tables."""
    return sum(float(table["cpu"]) for table in told.values() if isinstance(table, dict))


def _figure(
    name: str, ours: float, limit: float, unit: str, goal: float | None, *, lower: bool = False
) -> dict[str, object]:
    ratio = ours / limit
    met = None if goal is None else (ratio <= goal if lower else ratio >= goal)
    shown = "-" if goal is None else f"{'≤' if lower else '≥'} {goal:g}"
    return {
        "bench": "sync",
        "figure": name,
        "ours": round(ours, 2),
        "limit": round(limit, 2),
        "unit": unit,
        "ratio": round(ratio, 3),
        "goal": shown,
        "met": met,
    }


def _median(told: list[dict[str, Any]]) -> float:
    return statistics.median(float(one["cpu"]) for one in told)


def _worker(mode: str, file: Path, folder: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.sync_worker", mode, str(file), str(folder)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=Path(__file__).parents[1])
    return json.loads(done.stdout.splitlines()[-1])
