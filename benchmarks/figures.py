"""What benches tell: a quantile, and a line of ours against what is possible."""

from __future__ import annotations

from collections.abc import Sequence


def quantile(values: Sequence[float], share: float) -> float:
    """The value below which `share` (0 to 1) of the values lie."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def against(
    bench: str, figure: str, ours: float, limit: float, unit: str, goal: str, most: float | None = None
) -> dict[str, object]:
    """One line of a bench; `most` is the ratio to the limit that the goal allows, None where nothing is promised."""
    ratio = ours / limit
    return {
        "bench": bench,
        "figure": figure,
        "ours": round(ours, 4),
        "limit": round(limit, 4),
        "unit": unit,
        "ratio": round(ratio, 3),
        "goal": goal,
        "met": None if most is None else ratio <= most,
    }
