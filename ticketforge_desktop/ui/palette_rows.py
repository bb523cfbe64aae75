"""What the command palette lists: actions matched here at once, everything else by the mirror's search."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from ticketforge_desktop.services.views import SearchHit
    from ticketforge_desktop.ui.actions import ActionRegistry
    from ticketforge_desktop.ui.formats import Formats

MOST_A_GROUP: Final = 8


class Group(StrEnum):
    """Groups of the list, in the order of the tabs."""

    ACTION = "action"
    EVENT = "event"
    ORDER = "order"
    PERSON = "person"
    TICKET = "ticket"


ICONS: Final = {
    Group.ACTION: "command",
    Group.EVENT: "events",
    Group.ORDER: "orders",
    Group.PERSON: "person",
    Group.TICKET: "ticket",
}
PREFIXES: Final = {">": Group.ACTION, "#": Group.ORDER, "@": Group.PERSON}


class Row(NamedTuple):
    """A line of the list: a head (no key), or a hit."""

    group: Group
    title: str
    detail: str = ""
    key: str = ""
    icon: str = ""
    shortcut: str = ""
    lacks: str = ""  # words about the right that is missing
    members: int = 0  # of a head: how many follow

    @property
    def is_head(self) -> bool:
        """Whether it only names what follows."""
        return not self.key


def group_word(group: Group) -> str:
    """A group in the language of now."""
    words = {
        Group.ACTION: QCoreApplication.translate("CommandPalette", "Actions"),
        Group.EVENT: QCoreApplication.translate("CommandPalette", "Events"),
        Group.ORDER: QCoreApplication.translate("CommandPalette", "Orders"),
        Group.PERSON: QCoreApplication.translate("CommandPalette", "People"),
        Group.TICKET: QCoreApplication.translate("CommandPalette", "Tickets"),
    }
    return words[group]


def split(text: str) -> tuple[Group | None, str]:
    """The group a prefix asks for (None: all) and the words behind it."""
    text = text.strip()
    group = PREFIXES.get(text[:1])
    return group, text[1:].strip() if group is not None else text


def fold(text: str) -> str:
    """Lower case without accents; ä, ö, ü lose their dots, ß becomes ss."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in plain if not unicodedata.combining(char))


def action_rows(registry: ActionRegistry, words: str) -> list[Row]:
    """Actions whose words all begin somewhere in their text or keywords; the ones that begin with them first."""
    wanted = fold(words).split()
    found: list[tuple[bool, Row]] = []
    for action in registry.all():
        if not action.in_palette:
            continue
        text = registry.text(action.name)
        hay = fold(f"{text} {action.text} {action.keywords}").split()
        if all(any(part.startswith(want) for part in hay) for want in wanted):
            lacks = "" if registry.allowed(action.name) else lacking()
            if lacks or registry.possible(action.name):
                row = Row(
                    Group.ACTION, text, "", action.name, action.icon or "command",
                    registry.shortcut_text(action.name), lacks,
                )  # fmt: skip
                found.append((not fold(text).startswith(fold(words)), row))
    return [row for _, row in sorted(found, key=lambda pair: pair[0])]


def lacking() -> str:
    """Words for a right somebody lacks."""
    return QCoreApplication.translate("CommandPalette", "Needs a right")


def hit_rows(hits: Iterable[SearchHit], formats: Formats) -> list[Row]:
    """Rows of what the mirror found; dates and amounts as the language writes them, dates in the venue's zone."""
    return [Row(Group(hit.kind), hit.title, _detail(hit, formats), hit.key, ICONS[Group(hit.kind)]) for hit in hits]


def _detail(hit: SearchHit, formats: Formats) -> str:
    when = "" if hit.starts_at is None else formats.weekday(hit.starts_at, hit.zone, year=True)
    amount = "" if hit.amount is None else formats.money(hit.amount)
    return " · ".join(part for part in (when, hit.detail, amount) if part)


def arrange(rows: Sequence[Row], chosen: Group | None, words: str) -> list[Row]:
    """Rows under heads. The group with the best hit (an exact title) comes first, then the order of the tabs."""
    wanted = fold(words).lstrip("#")
    groups = [chosen] if chosen is not None else list(Group)

    def rank(group: Group) -> int:
        return 0 if wanted and any(fold(row.title).lstrip("#") == wanted for row in rows if row.group is group) else 1

    arranged: list[Row] = []
    for group in sorted(groups, key=rank):
        members = [row for row in rows if row.group is group]
        if members:
            arranged.append(Row(group, group_word(group), members=len(members)))
            arranged += members if chosen is not None or not wanted else members[:MOST_A_GROUP]
    return arranged


def match(title: str, words: str) -> tuple[int, int] | None:
    """Where the first of the words stands in a title: start and length; None when it does not."""
    for word in sorted(words.split(), key=len, reverse=True):
        at = title.casefold().find(word.casefold())
        if at >= 0 and word:
            return at, len(word)
    return None
