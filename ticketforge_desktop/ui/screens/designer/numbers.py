"""Lengths and sizes as people write them: a comma or a point, and no zeros that say nothing."""

from __future__ import annotations

import re
from typing import Final

_NUMBER: Final = re.compile(r"[+-]?\d{1,6}([.,]\d{0,6})?|[+-]?[.,]\d{1,6}")


def millimetres(value: float, point: str = ".") -> str:
    """To a hundredth, without zeros at the end."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return ("0" if text in ("", "-0") else text).replace(".", point)


def number(text: str) -> float | None:
    """The number somebody typed, None where it is none (or not yet one)."""
    text = text.strip().replace("\u2212", "-")
    return float(text.replace(",", ".")) if _NUMBER.fullmatch(text) else None


def point_of(language: str) -> str:
    """The sign between whole and parts."""
    return "," if language == "de" else "."
