"""Names in the order a person looks for them on paper.

German lists of names follow DIN 5007, variant 2, as telephone books do: ä is sorted as ae, ß as ss. In English lists an
accent does not count.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_GERMAN: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_PLAIN: Final = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th"})
_NO_WORD: Final = re.compile(r"[^\w]+")
# A name that ends so is a firm's or carries a title behind: it is listed as it was told.
_BEHIND: Final = frozenset(
    {"jr", "sr", "ii", "iii", "gmbh", "kg", "ag", "og", "ltd", "inc", "llc", "verein", "phd", "msc", "ma"}
)


def listed(name: str) -> str:
    """`Anna Müller` as a list shows it: `Müller, Anna`. What has a comma, one word or a firm's ending stays."""
    words = name.split()
    last = words[-1] if words else ""
    if len(words) < 2 or "," in name or last.endswith(".") or not last[0].isalpha() or last.lower() in _BEHIND:
        return " ".join(words)
    return f"{last}, {' '.join(words[:-1])}"


def name_key(shown: str, language: str) -> tuple[bool, str, str]:
    """What a listed name is sorted by; nameless ones come last.

    Args:
        language: "de" or "en".
    """
    text = unicodedata.normalize("NFC", shown).lower()
    if language == "de":
        text = text.translate(_GERMAN)
    text = unicodedata.normalize("NFKD", text.translate(_PLAIN))
    text = "".join(sign for sign in text if not unicodedata.combining(sign))
    # Word by word, the surname first: "Berg, Zoe" stands before "Bergmann, Anna".
    return not shown, " ".join(_NO_WORD.sub(" ", text).split()), shown
