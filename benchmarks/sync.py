"""How fast a first sync takes a bulk file in, against ready tuples put into bare sqlite3 in the same run.

The file: 200,000 orders, 682,486 rows. Limit: the same rows, tickets included, as tuples made beforehand, by
`executemany` into a plain file with the same pragmas and indexes. Ours: decode, load the encrypted shadow, derive
tickets, index, search, figures, swap in. CPU seconds, each in a process of its own; the two alternate.
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
        limits, firsts, agains = [], [], []
        for number in range(rounds):
            limits.append(_limit(_worker("bare", file, there / f"bare{number}")))
            firsts.append(_worker("ours", file, there / f"ours{number}"))
            agains.append(_worker("ours", file, there / f"ours{number}"))
        yield from _pace(rows, limits, firsts, agains)
        yield _rival(rows, firsts, _worker("core", file, there / "core"))
        yield _encryption(firsts, _worker("plain", file, there / "plain"))
        write(twice, orders * 2)
        yield from _memory(firsts, _worker("ours", twice, there / "twice"))


def _pace(
    rows: int, limits: list[dict[str, float]], firsts: list[dict[str, Any]], agains: list[dict[str, Any]]
) -> Iterator[dict[str, object]]:
    ours, limit = rows / _median(firsts, "cpu"), rows / _median(limits, "whole")
    again = rows / _median(agains, "cpu")
    yield _figure("first sync, rows a CPU second", ours, limit, "rows/s", SHARE)
    loaded, rows_limit = rows / _median(firsts, "load"), rows / _median(limits, "rows")
    yield _figure("of it decoding and loading, rows a CPU second", loaded, rows_limit, "rows/s", None)
    yield _figure("full sync over a mirror, against the first", again, ours, "rows/s", AGAIN)


def _rival(rows: int, firsts: list[dict[str, Any]], core: dict[str, Any]) -> dict[str, object]:
    """Core gets dictionaries ready made and writes neither tickets nor search, and does not encrypt."""
    pace = rows / _median(firsts, "load")
    return _figure("decoding and loading, against SQLAlchemy Core inserts", pace, rows / core["cpu"], "rows/s", None)


def _encryption(firsts: list[dict[str, Any]], plain: dict[str, Any]) -> dict[str, object]:
    return _figure("what encryption costs", _median(firsts, "cpu"), plain["cpu"], "CPU s", None)


def _memory(firsts: list[dict[str, Any]], twice: dict[str, Any]) -> Iterator[dict[str, object]]:
    peak = max(float(first["peak_mb"]) for first in firsts)
    yield _figure("most memory of a first sync", peak, MEGABYTES, "MB", 1.0, lower=True)
    yield _figure("most memory at twice the orders", float(twice["peak_mb"]), peak, "MB", GROWTH, lower=True)


def _limit(bare: dict[str, Any]) -> dict[str, float]:
    rows = bare["orders"]["cpu"] + bare["order_lines"]["cpu"]
    return {"rows": rows, "whole": rows + bare["tickets"]["cpu"]}


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


def _median(told: list[dict[str, Any]], name: str) -> float:
    return statistics.median(float(one[name]) for one in told)


def _worker(mode: str, file: Path, folder: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.sync_worker", mode, str(file), str(folder)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=Path(__file__).parents[1])
    return json.loads(done.stdout.splitlines()[-1])
