"""What a setting is: its kind, its bounds, where it is kept and what may be put into it."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple

from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.domain.rights import Right

Value = str | int | bool


class Scope(StrEnum):
    """Where a value is kept."""

    WINDOW = "window"
    STATION = "station"


class Group(StrEnum):
    """Pages of the dialog, in their order."""

    WINDOW = "window"
    STATION = "station"
    STOCK = "stock"
    TILL = "till"
    DOOR = "door"
    PRINT = "print"


class Choice(NamedTuple):
    """One of a closed list: what is kept, and the English words for it."""

    value: str
    label: str


class Setting(NamedTuple):
    """One setting. Texts are English; the window translates them in the context `Settings`.

    The kind follows from the default: true/false is a switch, a number has bounds and a unit, a text may have choices.
    """

    key: str
    default: Value
    label: str
    description: str
    group: Group
    scope: Scope
    choices: tuple[Choice, ...] = ()
    minimum: int = 0
    maximum: int = 0
    unit: str = ""
    longest: int = 60
    required: bool = False
    right: Right = Right.SETTINGS
    check: Callable[[str], object] | None = None  # of a text: raises `BadInput` with words of its own

    def parse(self, value: object) -> Value:
        """The value if it may be kept.

        Raises:
            BadInput: wrong kind, out of bounds, not among the choices, empty or too long; `facts` hold `field` and
                `reason` (`kind`, `bounds`, `choice`, `required`, `length`).
        """
        if isinstance(self.default, bool):
            return self._switch(value)
        if isinstance(self.default, int):
            return self._number(value)
        return self._text(value)

    def _switch(self, value: object) -> bool:
        if not isinstance(value, bool):
            raise self._refused("is on or off", "kind")
        return value

    def _number(self, value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int | str):
            raise self._refused("is a whole number", "kind")
        try:
            number = int(value)
        except ValueError:
            raise self._refused("is a whole number", "kind") from None
        if not self.minimum <= number <= self.maximum:
            raise self._refused(f"lies between {self.minimum} and {self.maximum}", "bounds")
        return number

    def _text(self, value: object) -> str:
        if not isinstance(value, str):
            raise self._refused("is a text", "kind")
        text = value.strip()
        if self.choices and text not in [choice.value for choice in self.choices]:
            raise self._refused("is one of " + ", ".join(choice.value for choice in self.choices), "choice")
        if self.required and not text:
            raise self._refused("can't be empty", "required")
        if len(text) > self.longest:
            raise self._refused(f"has at most {self.longest} characters", "length")
        if self.check is not None:
            try:
                self.check(text)
            except BadInput as error:
                raise BadInput(error.message, next_step=error.next_step, field=self.key, reason="check") from error
        return text

    def _refused(self, rule: str, reason: str) -> BadInput:
        return BadInput(
            f"{self.label} {rule}.",
            field=self.key,
            reason=reason,
            minimum=self.minimum,
            maximum=self.maximum,
            longest=self.longest,
        )
