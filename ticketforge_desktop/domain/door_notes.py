"""What of an order is for the steward's eyes: only what somebody marked so, since notes hold what is nobody's business.

Marked are the order's tags `door:wheelchair` (also `einlass:…`) and lines of its note that begin with `Door:` or
`Einlass:`.
"""

from __future__ import annotations

import re
from typing import Final

MOST_NOTES: Final = 5
LONGEST_NOTE: Final = 120
_MARK: Final = re.compile(r"\s*(?:door|einlass)\s*:\s*(.+?)\s*", re.IGNORECASE)


def door_notes(tags: str, note: str) -> tuple[str, ...]:
    """The marked ones in their order, each once, cut where they run on."""
    found = (_MARK.fullmatch(text) for text in (*tags.split(","), *note.splitlines()))
    texts = (" ".join(match[1].split()) for match in found if match)
    cut = (text if len(text) <= LONGEST_NOTE else text[: LONGEST_NOTE - 1].rstrip() + "…" for text in texts)
    return tuple(dict.fromkeys(cut))[:MOST_NOTES]
