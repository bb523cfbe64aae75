"""What was found out about the connection when it was last looked at: plan, scopes, notices. Kept, so that it can be
told while the store does not answer."""

from __future__ import annotations

import json
from dataclasses import dataclass

from ticketforge_desktop.domain.notices import Notice, notice_words
from ticketforge_desktop.services.ports.connection import ConnectionBook
from ticketforge_desktop.services.ports.store import ConnectionFacts

_FACTS = "facts"


@dataclass(frozen=True, slots=True)
class KnownFacts:
    """As `connect` and the daily look found them; empty before the first."""

    plan: str = ""
    scopes: tuple[str, ...] = ()
    missing_scopes: tuple[str, ...] = ()
    kinds: tuple[Notice, ...] = ()
    day: str = ""  # the day of the last look, by this computer's clock

    @property
    def notices(self) -> tuple[str, ...]:
        """The notices as English sentences."""
        return tuple(notice_words(kind, self.missing_scopes) for kind in self.kinds)


def keep_facts(book: ConnectionBook, facts: ConnectionFacts, day: str) -> None:
    """Remember what was found on `day` (ISO date)."""
    told = {
        "plan": facts.shop.plan,
        "scopes": facts.scopes,
        "missing_scopes": facts.missing_scopes,
        "kinds": facts.kinds,
        "day": day,
    }
    book.remember(_FACTS, json.dumps(told))


def known_facts(book: ConnectionBook) -> KnownFacts:
    """What is remembered; what can't be read counts as never found out."""
    remark = book.remarks().get(_FACTS)
    if remark is None:
        return KnownFacts()
    try:
        told = json.loads(remark.value)
        known = set(Notice)
        return KnownFacts(
            plan=str(told["plan"]),
            scopes=tuple(told["scopes"]),
            missing_scopes=tuple(told["missing_scopes"]),
            kinds=tuple(Notice(kind) for kind in told["kinds"] if kind in known),
            day=str(told["day"]),
        )
    except (ValueError, KeyError, TypeError):
        return KnownFacts()
