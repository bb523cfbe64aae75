"""Words as they are compared in a search: what a person types finds what a name means.

Folded are case, accents, and the German ways to write a vowel: "Müller", "Mueller" and "muller" come to the same
word, "Straße" and "Strasse" too. The fold of a beginning is a beginning of the fold: what is found by a whole word
is found by its first letters as well.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# Letters that Unicode does not take apart. Upper case is gone by then.
_LETTERS: Final = str.maketrans(
    {
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ı": "i",
        "ħ": "h",
        "ŧ": "t",
        "’": "",
        "'": "",
        "`": "",
    }
)
_WORD: Final = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """The text as it is compared: lower case, no accents, German umlauts in one way of writing."""
    text = text.lower()
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(_LETTERS))
        text = "".join([letter for letter in text if not unicodedata.combining(letter)]).lower()
    elif "'" in text or "`" in text:
        text = text.replace("'", "").replace("`", "")
    # "ae" for "ä": the e behind a vowel that has an umlaut is left out everywhere, in "Müller" there is none to leave
    # out. What one replacement brings together no other one looks for.
    return text.replace("ae", "a").replace("oe", "o").replace("ue", "u")


def words(text: str) -> list[str]:
    """The folded words of what a person typed."""
    return _WORD.findall(fold(text))
