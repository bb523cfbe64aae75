"""How fast a first sync takes a bulk file in, against ready tuples put into bare sqlite3 in the same run.

The file: 200,000 orders, 682,486 rows, which are orders and lines; payments and buyers stand inside the orders. Two
things are told, each against ready tuples (`executemany` into a plain file of the standard library, the shadow's
pragmas, the mirror's indexes in place) and against SQLAlchemy Core (dictionaries made beforehand):

- The file alone: decode it, write orders, lines and payments into the encrypted shadow, index them; beside it these
  tables' rows. That is what `notes/performance.md` measured: there Core takes 3.4 times as long as ready tuples, and
  so it does here for these tables.
- The whole sync: that, and tickets derived, search, figures, swapped in; beside it every row the mirror then holds
  (1,585,592). Rivals make no tickets, no search and no figures, and do not encrypt.

CPU seconds of all threads, each in a process of its own; they alternate. Rows are those of the file, for all of them.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.sync_file import ORDERS, ROWS, write

ROUNDS = 3
FILE_TABLES = ("orders", "order_lines", "transactions")
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
            limits.append(_worker("bare", file, there / f"bare{number}"))
            firsts.append(_worker("ours", file, there / f"ours{number}"))
            agains.append(_worker("ours", file, there / f"ours{number}"))
            rivals.append(_worker("core", file, there / f"core{number}"))
        for name, took, tables in (
            ("the file into its tables", "file", FILE_TABLES),
            ("first sync", "cpu", ()),
        ):
            ours = rows / _median(firsts, took)
            name = f"{name}, rows a CPU second"  # noqa: PLW2901
            yield _figure(name, ours, rows / _median_of(limits, tables), "rows/s", SHARE)
            yield _figure(f"{name}, against SQLAlchemy Core", ours, rows / _median_of(rivals, tables), "rows/s", RIVAL)
        sealed = rows / _cpu(_worker("sealed", file, there / "sealed"))
        yield _figure("first sync, against the limit in an encrypted file", ours, sealed, "rows/s", None)
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


def _cpu(told: dict[str, Any], tables: Sequence[str] = ()) -> float:
    """CPU seconds over some tables, without names over all of them."""
    return sum(
        float(table["cpu"]) for name, table in told.items() if isinstance(table, dict) and name in (tables or told)
    )


def _median_of(told: list[dict[str, Any]], tables: Sequence[str]) -> float:
    return statistics.median(_cpu(one, tables) for one in told)


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


def _median(told: list[dict[str, Any]], took: str = "cpu") -> float:
    return statistics.median(float(one[took]) for one in told)


def _worker(mode: str, file: Path, folder: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.sync_worker", mode, str(file), str(folder)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=Path(__file__).parents[1])
    return json.loads(done.stdout.splitlines()[-1])
