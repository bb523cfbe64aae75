"""What a printer may be set to beyond language, place, layout and dpi, and what the answers to the test page change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from ticketforge_desktop.domain.errors import BadInput

DARKER: Final = ("zpl", "tspl", "escpos", "starprnt")
"""Languages in which a job can say how dark to print."""
MOST_DARKNESS: Final = 3
MOST_SHIFT_MM: Final = 10.0
STEP_MM: Final = 1.5
"""How far an answer about a cut edge moves the print."""


@dataclass(frozen=True, slots=True)
class OptionRule:
    """One option: its type, and either choices or bounds (inclusive)."""

    kind: type
    choices: tuple[object, ...] = ()
    least: float = 0.0
    most: float = 0.0


_COMMON: Final = {
    "answers": OptionRule(str, ("auto", "yes", "no")),  # whether the printer answers questions; auto finds out
    "patience": OptionRule(float, least=1, most=90),  # seconds for one ticket
    "speed_mm_s": OptionRule(float, least=10, most=400),
    "turn": OptionRule(int, (0, 180)),
    "shift_x": OptionRule(float, least=-MOST_SHIFT_MM, most=MOST_SHIFT_MM),  # mm, in the ticket as it is read
    "shift_y": OptionRule(float, least=-MOST_SHIFT_MM, most=MOST_SHIFT_MM),
    # layouts of papers that are no tickets; "" takes the usual one
    "receipt_layout": OptionRule(str),
    "address_layout": OptionRule(str),
    "delivery_layout": OptionRule(str),
}
_DRAWER: Final = {"drawer": OptionRule(str, ("1", "2", "none"))}  # which of the printer's two connectors, if any
_OF_LANGUAGE: Final = {
    "zpl": {"echo": OptionRule(bool)},
    "escpos": {"process_ids": OptionRule(str, ("auto", "yes", "no")), **_DRAWER},
    "starprnt": _DRAWER,
}


def rules(language: str, encoder: Mapping[str, type]) -> dict[str, OptionRule]:
    """Every option of a language by name; `encoder` are those of its encoder."""
    own = {name: OptionRule(kind) for name, kind in encoder.items() if name not in _COMMON}
    dark = {"darkness": OptionRule(int, least=-MOST_DARKNESS, most=MOST_DARKNESS)} if language in DARKER else {}
    return _COMMON | dark | _OF_LANGUAGE.get(language, {}) | own


def checked(language: str, given: Mapping[str, object], encoder: Mapping[str, type]) -> dict[str, object]:
    """The options as they are kept; texts as a command line gives them are read.

    Raises:
        BadInput: `facts` hold `field` "options", `option` and `reason` (`unknown`, `kind`, `choice`, `bounds`).
    """
    known = rules(language, encoder)
    kept: dict[str, object] = {}
    for name, value in given.items():
        if name not in known:
            raise _refused(
                name, "unknown", f"{language} printers have no option '{name}'", f"Known: {', '.join(known)}."
            )
        kept[name] = _value(name, value, known[name])
    return kept


def _value(name: str, given: object, rule: OptionRule) -> object:
    value = _read(given, rule.kind) if isinstance(given, str) and rule.kind is not str else given
    if rule.kind is float and type(value) is int:
        value = float(value)
    if type(value) is not rule.kind:
        kind = {bool: "yes or no", int: "a whole number", float: "a number"}.get(rule.kind, "text")
        raise _refused(name, "kind", f"the option '{name}' is {kind}, not {given!r}", "Give it as that.")
    if rule.choices and value not in rule.choices:
        offered = ", ".join(map(str, rule.choices))
        raise _refused(name, "choice", f"the option '{name}' is one of {offered}", "Choose one of them.")
    if rule.least < rule.most and isinstance(value, int | float) and not rule.least <= value <= rule.most:
        span = f"{rule.least:g} to {rule.most:g}"
        raise _refused(name, "bounds", f"the option '{name}' lies from {span}", "Choose a value in between.")
    return value


def _read(text: str, kind: type) -> object:
    """A text as a value of that type; itself where it is none."""
    plain = text.strip().lower()
    if kind is bool:
        return {"yes": True, "true": True, "on": True, "no": False, "false": False, "off": False}.get(plain, text)
    try:
        value = float(plain)
    except ValueError:
        return text
    if not abs(value) <= 1e9:  # neither too large nor no number at all
        return text
    return int(value) if kind is int and value.is_integer() else value


class TestAnswer(StrEnum):
    """What a person sees on the test page."""

    __test__ = False

    GOOD = "good"
    ROTATED = "rotated"
    CUT_LEFT = "cut-left"
    CUT_RIGHT = "cut-right"
    CUT_TOP = "cut-top"
    CUT_BOTTOM = "cut-bottom"
    PALE = "pale"
    DARK = "dark"


_SHIFTS: Final = {
    TestAnswer.CUT_LEFT: ("shift_x", STEP_MM),
    TestAnswer.CUT_RIGHT: ("shift_x", -STEP_MM),
    TestAnswer.CUT_TOP: ("shift_y", STEP_MM),
    TestAnswer.CUT_BOTTOM: ("shift_y", -STEP_MM),
}


def mended(language: str, options: Mapping[str, object], answer: TestAnswer) -> dict[str, object]:
    """The options after an answer.

    Raises:
        BadInput: this printer can't be mended from here any further (`reason` `menu` or `bounds`).
    """
    kept = dict(options)
    if answer is TestAnswer.ROTATED:
        kept["turn"] = 0 if kept.get("turn") == 180 else 180
    elif answer in _SHIFTS:
        name, step = _SHIFTS[answer]
        moved = _number(kept.get(name)) + step
        if abs(moved) > MOST_SHIFT_MM:
            raise _refused(
                name,
                "bounds",
                "the print can't be moved further",
                "Check the stock and the layout's size: they differ.",
            )
        kept[name] = moved
    elif answer in (TestAnswer.PALE, TestAnswer.DARK):
        darkness = int(_number(kept.get("darkness"))) + (1 if answer is TestAnswer.PALE else -1)
        if language not in DARKER or abs(darkness) > MOST_DARKNESS:
            raise _refused(
                "darkness",
                "menu",
                "how dark it prints can't be changed further from here",
                "Change it in the printer's own menu, clean the print head, or try other stock.",
            )
        kept["darkness"] = darkness
    return kept


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else 0.0


def _refused(option: str, reason: str, words: str, next_step: str) -> BadInput:
    sentence = words[0].upper() + words[1:] + "."
    return BadInput(sentence, field="options", option=option, reason=reason, next_step=next_step)
