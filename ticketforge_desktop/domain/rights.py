"""Staff rights: asked of every action from the start."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ticketforge_desktop.domain.errors import RightMissing


class Right(StrEnum):
    """What a person may do; one word for each kind of act."""

    VIEW = "view"
    CHECK_IN = "check_in"
    UNDO_ADMISSION = "undo_admission"
    FORCE_ADMISSION = "force_admission"
    SELL = "sell"
    REFUND = "refund"
    DISCOUNT = "discount"
    PRINT = "print"
    REPRINT = "reprint"
    FULFIL = "fulfil"
    EDIT_EVENTS = "edit_events"
    ADJUST_STOCK = "adjust_stock"
    REPORTS = "reports"
    SYNC = "sync"
    CONNECT = "connect"
    SETTINGS = "settings"
    MANAGE_KEYS = "manage_keys"
    MANAGE_STAFF = "manage_staff"
    PRIVACY = "privacy"


class Role(StrEnum):
    """Named sets of rights."""

    STEWARD = "steward"
    TILL = "till"
    FULFILMENT = "fulfilment"
    MANAGER = "manager"


ROLE_RIGHTS: dict[Role, frozenset[Right]] = {
    Role.STEWARD: frozenset({Right.VIEW, Right.CHECK_IN, Right.UNDO_ADMISSION}),
    Role.TILL: frozenset({Right.VIEW, Right.SELL, Right.PRINT, Right.SYNC}),
    Role.FULFILMENT: frozenset({Right.VIEW, Right.PRINT, Right.FULFIL, Right.SYNC}),
    Role.MANAGER: frozenset(Right),
}


@dataclass(frozen=True, slots=True)
class Staff:
    """A person who acts at this station: a key, the name shown, and what they may do."""

    staff_id: str
    name: str
    rights: frozenset[Right]

    def require(self, right: Right) -> None:
        """Raise `RightMissing` unless the person has the right."""
        if right not in self.rights:
            raise RightMissing(f"{self.name} may not do this: the right '{right}' is missing.", right=str(right))


# The one person before any staff is added: a manager, so that a fresh profile can be set up.
DEFAULT_MANAGER = Staff("manager", "Manager", ROLE_RIGHTS[Role.MANAGER])
