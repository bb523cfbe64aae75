"""A write tells what it changed, so that only the models that show it refresh."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """Kinds of things a model may show."""

    SHOP = "shop"
    EVENT = "event"
    CATEGORY = "category"
    VENUE = "venue"
    ORDER = "order"
    PARTICIPANT = "participant"
    TICKET = "ticket"
    STOCK = "stock"
    ADMISSION = "admission"
    SALE = "sale"
    SHIFT = "shift"
    PRINT_JOB = "print_job"
    OUTBOX = "outbox"
    KEY = "key"
    STAFF = "staff"
    SETTING = "setting"
    SYNC = "sync"
    PARCEL = "parcel"
    MAIL = "mail"
    FLAG = "flag"


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """What one transaction changed.

    `kinds` always names every kind touched; `ids` names single things where there are few of them
    (kind → ids as text). A kind in `kinds` without `ids` means: anything of that kind may have changed.
    """

    kinds: frozenset[Kind] = frozenset()
    ids: dict[Kind, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, *kinds: Kind) -> ChangeSet:
        """A change of whole kinds."""
        return cls(frozenset(kinds))

    def __or__(self, other: ChangeSet) -> ChangeSet:
        whole = {k for k in self.kinds if k not in self.ids} | {k for k in other.kinds if k not in other.ids}
        ids = {
            kind: self.ids.get(kind, frozenset()) | other.ids.get(kind, frozenset())
            for kind in (self.ids.keys() | other.ids.keys()) - whole
        }
        return ChangeSet(self.kinds | other.kinds, ids)

    def touches(self, *kinds: Kind) -> bool:
        """Whether any of these kinds changed."""
        return not self.kinds.isdisjoint(kinds)
