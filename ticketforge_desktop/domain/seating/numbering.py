"""How seats and rows are numbered: rules that halls really have.

Numbers run from the left or the right (as the audience sees it, the stage in front), count all, odd or even ones,
start in the middle and go outwards, or repeat on both sides. Rows are numbers or letters; halls often leave out I and
O, which look like 1 and 0, and some the row 13.
"""

from __future__ import annotations

import string
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import count, product
from typing import Final

from ticketforge_desktop.domain.errors import BadInput

MOST: Final = 2_000


class Side(StrEnum):
    """Where counting begins, as the audience sees it."""

    LEFT = "left"
    RIGHT = "right"
    CENTRE = "centre"  # 1 in the middle (of two the left one), even ones to its right and odd ones to its left


@dataclass(frozen=True, slots=True)
class Numbering:
    """A rule for one row of seats, or for the rows of a section.

    Attributes:
        side: where counting begins; rows know only LEFT (from the stage) and RIGHT (towards it).
        first: the first number, or for letters the place in the alphabet of the first (1 = A).
        step: 2 for odd or even numbers alone.
        letters: A, B … Z, AA, AB …
        skip: numbers or letters that are left out, such as `I` and `O`; a letter is left out in AI as well.
        prefix: in front of each.
    """

    side: Side = Side.LEFT
    first: int = 1
    step: int = 1
    letters: bool = False
    skip: tuple[str, ...] = ()
    prefix: str = ""

    def labels(self, places: int) -> list[str]:
        """The labels of so many places, from the left (rows: from the stage).

        Raises:
            BadInput: no label is left, or the rule is none.
        """
        if not 0 <= places <= MOST:
            raise BadInput(f"At most {MOST} in a row.", field="places", value=places)
        if self.step < 1 or self.first < 0 or (self.letters and self.first < 1):
            raise BadInput("Numbers count upwards, from 0 or above.", field="first", value=self.first)
        names = self._names()
        counted = [f"{self.prefix}{next(names)}" for _ in range(places)]
        return _placed(counted, self.side)

    def _names(self) -> Iterator[str]:
        skipped = {word.strip().upper() for word in self.skip if word.strip()}
        if self.letters:
            alphabet = [letter for letter in string.ascii_uppercase if letter not in skipped]
            if not alphabet:
                raise BadInput("No letter is left to name a row.", field="skip")
            at = 0
            for length in count(1):
                for letters in product(alphabet, repeat=length):
                    name = "".join(letters)
                    at += 1
                    if at >= self.first and (at - self.first) % self.step == 0 and name not in skipped:
                        yield name
        for number in count(self.first, self.step):
            if str(number) not in skipped:
                yield str(number)


def _placed(counted: Sequence[str], side: Side) -> list[str]:
    if side is Side.LEFT:
        return list(counted)
    if side is Side.RIGHT:
        return list(reversed(counted))
    # The middle, or left of it, is 1; then alternately.
    places: list[str] = [""] * len(counted)
    middle = (len(counted) - 1) // 2
    for at, name in enumerate(counted):
        away = (at + 1) // 2
        right = at % 2 == 1
        places[middle + away if right else middle - away] = name
    return places
