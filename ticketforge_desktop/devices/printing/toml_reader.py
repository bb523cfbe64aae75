"""TOML with the line of every key, and a reader that collects all faults instead of stopping at the first."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Final

from ticketforge_desktop.domain.errors import LayoutFault
from ticketforge_desktop.domain.layout_faults import Fact, Reason, Unfit, reason

HEADER: Final = re.compile(r"\s*\[(\[?)\s*([A-Za-z0-9_.-]+)\s*\]?\]\s*(#.*)?$")
_KEY = re.compile(r"""\s*["']?([A-Za-z0-9_-]+)["']?\s*(?:\.\s*["']?[A-Za-z0-9_-]+["']?\s*)*=""")
_AT_LINE = re.compile(r"at line (\d+)")

Place = tuple[str, int, str]
"""Table name, its number within an array of tables (0 otherwise), key ("" = the header)."""


@dataclass(slots=True)
class Faults:
    """What is wrong with a file: line and reason, in the order of the lines."""

    found: list[tuple[int, Reason]] = field(default_factory=list)

    def add(self, line: int, code: str, /, **facts: Fact) -> None:
        self.found.append((line, reason(code, **facts)))

    def add_reason(self, line: int, why: Reason) -> None:
        self.found.append((line, why))

    def ordered(self) -> tuple[tuple[int, Reason], ...]:
        return tuple(sorted(set(self.found), key=lambda fault: (fault[0], fault[1].words)))

    def raise_any(self, name: str) -> None:
        """Raise `LayoutFault` when there is one."""
        if self.found:
            raise layout_fault(name, self.ordered())


def layout_fault(name: str, faults: Sequence[tuple[int, Reason]]) -> LayoutFault:
    """The typed error for these faults; its sentence names the first."""
    line, first = faults[0]
    more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
    where = f", line {line}" if line else ""
    return LayoutFault(
        f"Layout '{name}'{where}: {first}{more}.",
        layout=name,
        faults=[entry(one, why) for one, why in faults],
    )


def entry(line: int, why: Reason) -> dict[str, object]:
    """A fault as `LayoutFault.facts` lists it."""
    return {"line": line, "reason": why.words, "why": why}


def faults_of(error: LayoutFault) -> list[tuple[int, Reason]]:
    """Line and reason of every fault the error tells of; its own words where it lists none."""
    found = error.facts.get("faults")
    listed = [(int(one["line"]), one["why"]) for one in found] if isinstance(found, list) else []
    return listed or [(0, reason("other", detail=error.message.rstrip(".")))]


def parse(text: str, faults: Faults) -> dict[str, object]:
    """The file as a dictionary; a syntax error becomes a fault and an empty dictionary."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as trouble:
        found = _AT_LINE.search(str(trouble))
        line = int(found.group(1)) if found else text.count("\n") + 1
        faults.add(line, "file_not_toml", detail=str(trouble).partition(" (at")[0])
        return {}


def lines_of(text: str) -> dict[Place, int]:
    """The line (from 1) of every header and key. Lines inside multi-line strings are passed over."""
    places: dict[Place, int] = {}
    counts: dict[str, int] = {}
    table, number, inside = "", 0, False
    for line, content in enumerate(text.split("\n"), start=1):
        was_inside = inside
        if (content.count('"""') + content.count("'''")) % 2:
            inside = not inside
        if was_inside:
            continue
        header = HEADER.match(content)
        if header:
            table = header.group(2)
            number = counts.get(table, -1) + 1 if header.group(1) else 0
            counts[table] = number
            places[table, number, ""] = line
            continue
        key = _KEY.match(content)
        if key:
            places.setdefault((table, number, key.group(1)), line)
    return places


def safe_picture_name(name: str) -> tuple[str, ...]:
    """The parts of a picture's name. Raises `ValueError` where it leads elsewhere: a layout may come from anybody."""
    parts = PurePosixPath(name).parts
    if not parts or "\\" in name or ":" in name or "\0" in name or name.startswith("/") or ".." in parts:
        raise Unfit("elsewhere")
    return parts


class Table:
    """One table of the file. Every read names what it expects; what was never asked for is a fault at the end."""

    def __init__(self, values: object, place: tuple[str, int], lines: dict[Place, int], faults: Faults) -> None:
        self._place = place
        self._lines = lines
        self._faults = faults
        self._asked: set[str] = set()
        self.line = lines.get((*place, ""), 1)
        self._values: dict[str, object] = {}
        if isinstance(values, dict):
            self._values = values
        else:
            self.fault("", "no_table")

    def fault(self, at: str, code: str, /, **facts: Fact) -> None:
        """Note a fault at a key, or at the table's header."""
        self.fault_for(at, reason(code, **facts))

    def fault_for(self, at: str, why: Reason) -> None:
        """As `fault`, for a reason that something else gave."""
        self._faults.add_reason(self._lines.get((*self._place, at), self.line), why)

    def has(self, key: str) -> bool:
        return key in self._values

    def get(self, key: str) -> object:
        """The raw value, None when it is not there."""
        self._asked.add(key)
        return self._values.get(key)

    def number(self, key: str, low: float, high: float, default: float | None = None) -> float:
        """A number from `low` to `high`; the default when it is missing, a fault when there is none."""
        value = self.get(key)
        if value is None:
            if default is None:
                self.fault("", "missing", key=key)
            return low if default is None else default
        return self._in_range(key, value, low, high)

    def whole(self, key: str, low: int, high: int, default: int | None = None) -> int:
        value = self.number(key, low, high, default)
        if value != int(value):
            self.fault(key, "no_whole", key=key)
        return int(value)

    def pair(self, key: str, low: float, high: float) -> tuple[float, float]:
        """Two numbers: `[x, y]` or `[width, height]`."""
        value = self.get(key)
        if value is None:
            self.fault("", "missing", key=key)
        elif isinstance(value, list) and len(value) == 2:
            return self._in_range(key, value[0], low, high), self._in_range(key, value[1], low, high)
        else:
            self.fault(key, "no_pair", key=key)
        return low, low

    def text(self, key: str, default: str | None = None) -> str:
        value = self.get(key)
        if isinstance(value, str):
            return value
        if value is not None:
            self.fault(key, "no_text", key=key)
        elif default is None:
            self.fault("", "missing", key=key)
        return default or ""

    def flag(self, key: str, *, default: bool = False) -> bool:
        value = self.get(key)
        if value is None or isinstance(value, bool):
            return default if value is None else value
        self.fault(key, "no_flag", key=key)
        return default

    def choice(self, key: str, allowed: Sequence[str], default: str) -> str:
        value = self.text(key, default)
        if value in allowed:
            return value
        self.fault(key, "no_choice", key=key, value=value, known=", ".join(allowed))
        return default

    def turn(self, key: str = "turn") -> int:
        value = self.whole(key, 0, 270, 0)
        if value % 90:
            self.fault(key, "no_turn", key=key)
            return 0
        return value

    def per_language(self, key: str, languages: Sequence[str]) -> dict[str, str]:
        """One text for all languages, or a table with one for each."""
        value = self.get(key)
        if isinstance(value, str):
            return dict.fromkeys(languages, value)
        if value is None:
            self.fault("", "missing", key=key)
        elif isinstance(value, dict) and all(isinstance(word, str) for word in value.values()):
            for language in languages:
                if language not in value:
                    self.fault(key, "language_missing", key=key, language=language)
            for unknown in value.keys() - set(languages):
                self.fault(key, "language_unknown", key=key, language=str(unknown))
            return {language: value.get(language, "") for language in languages}
        else:
            self.fault(key, "no_texts", key=key, known=" and ".join(languages))
        return dict.fromkeys(languages, "")

    def wholes(self, key: str, low: int, high: int) -> tuple[int, ...]:
        """A list of whole numbers; empty when it is missing."""
        value = self.get(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not value or any(type(one) is not int for one in value):
            self.fault(key, "no_wholes", key=key)
            return ()
        return tuple(int(self._in_range(key, one, low, high)) for one in value)

    def tables(self, key: str) -> list[Table]:
        """Tables in a list, at least one. What is wrong in them is told at the key's line."""
        value = self.get(key)
        if not isinstance(value, list) or not value:
            self.fault(key if value is not None else "", "no_tables", key=key)
            return []
        line = {("", -1, ""): self._lines.get((*self._place, key), self.line)}
        return [Table(entry, ("", -1), line, self._faults) for entry in value]

    def words(self, key: str, allowed: Sequence[str]) -> tuple[str, ...]:
        """A list of words, each one of `allowed`."""
        value = self.get(key)
        if not isinstance(value, list) or not value or not all(isinstance(word, str) for word in value):
            self.fault(key if value is not None else "", "no_words", key=key, first=allowed[0])
            return ()
        for word in value:
            if word not in allowed:
                self.fault(key, "word_unknown", key=key, value=word, known=", ".join(allowed))
        return tuple(word for word in value if word in allowed)

    def pass_over(self) -> None:
        """Nothing in this table can be judged, so nothing more is said of it."""
        self._asked.update(self._values)

    def finish(self) -> None:
        """Name every key nobody asked for."""
        for key in self._values.keys() - self._asked:
            self.fault_for(key, _meaningless(key, self._asked))

    def _in_range(self, key: str, value: object, low: float, high: float) -> float:
        # True is an int to Python and none to people; NaN compares false with everything.
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.fault(key, "no_number", key=key)
        elif not low <= value <= high:
            self.fault(key, "out_of_range", key=key, low=low, high=high, value=value)
        else:
            return float(value)
        return low


def _meaningless(key: str, known: Iterable[str]) -> Reason:
    near = difflib.get_close_matches(key, list(known), n=1)
    return reason("key_unknown_near", key=key, near=near[0]) if near else reason("key_unknown", key=key)
