"""Benches run: a bench that breaks over a changed table is noticed before somebody needs its figure.

Small sets, no judgement of any figure: speed is no matter of tests.
"""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from benchmarks import dataset, entry, frame_print, pdf, search, seats, sell, sync
from benchmarks import print as paper

FIELDS = {"bench", "figure", "ours", "limit", "unit", "ratio", "goal", "met"}


def figures(lines: Iterable[dict[str, object]]) -> list[str]:
    """What was measured, each line whole."""
    told = list(lines)
    assert all(set(line) >= FIELDS for line in told)
    return [str(line["figure"]) for line in told]


def test_the_door_without_a_window(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entry, "_SIZE", dataset.Size(5_000, 1, 4))
    monkeypatch.setattr(entry, "CHECKS", 20)
    monkeypatch.setattr(entry, "WARM_UP", 3)
    monkeypatch.setattr(entry, "SYNCING", 4)
    monkeypatch.setattr(entry, "_NEEDED", 20 + 3 + 4 * 3)
    assert {"median", "p99"} <= set(figures(entry.run()))


def test_a_first_sync() -> None:
    assert any(figure.startswith("first sync") for figure in figures(sync.run(orders=300, rounds=1)))


def test_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "BATCH", 5)
    monkeypatch.setattr(pdf, "ROUNDS", 1)
    monkeypatch.setattr(paper, "BATCH", 8)
    monkeypatch.setattr(paper, "PICTURES", 4)
    monkeypatch.setattr(paper, "ROUNDS", 1)
    assert figures(pdf.run())
    assert figures(paper.run())


def test_a_keystroke(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "SMALL", 400)
    monkeypatch.setattr(search, "BIG", 1_200)
    monkeypatch.setattr(search, "KEYSTROKES", 30)
    assert figures(search.run())


def test_a_run_in_the_window(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frame_print, "TICKETS", 6)
    monkeypatch.setattr(frame_print, "ORDERS", 12)
    monkeypatch.setattr(frame_print, "IDLE_S", 0.2)
    told = figures(frame_print.run())
    assert [figure.rpartition(": ")[2] for figure in told] == [
        "frame gap p99", "longest frame gap", "memory grown in the first half", "memory grown in the second half",
        "pace",
    ]  # fmt: skip


def test_a_sale(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sell, "TICKETS", 2_400)
    monkeypatch.setattr(sell, "SALES", 3)
    monkeypatch.setattr(sell, "WARM_UP", 1)
    assert len(figures(sell.run())) == 6


def test_a_hall(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seats, "SECTIONS", 2)
    monkeypatch.setattr(seats, "ROWS", 6)
    monkeypatch.setattr(seats, "FRAMES", 4)
    monkeypatch.setattr(seats, "ROUNDS", 1)
    assert len(figures(seats.run())) == 6
