"""What went wrong, from what the store answered: one typed error for each thing a person can do about it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from ticketforge_desktop.domain.errors import (
    ConnectionTrouble,
    NetworkUnavailable,
    ScopeMissing,
    StoreRefused,
    TokenRefused,
    WrongShop,
)
from ticketforge_desktop.shopify.replies import UserError

_SCOPE: Final = re.compile(r"\b((?:unauthenticated_)?(?:read|write)_[a-z_]+)\b")
# Passing trouble inside the store: safe to ask again when asking changes nothing.
_PASSING: Final = frozenset({"INTERNAL_SERVER_ERROR", "TIMEOUT", "SERVICE_UNAVAILABLE"})


class TooCostly(StoreRefused):
    """The request costs more than one request may; with a smaller page it passes."""


class Unreadable(StoreRefused):
    """The answer arrived, but is not made as the store should make it."""


@dataclass(frozen=True, slots=True)
class GraphErrors:
    """Top-level errors of a reply: sentences and codes."""

    messages: tuple[str, ...]
    codes: tuple[str, ...]

    @classmethod
    def read(cls, errors: object) -> GraphErrors | None:
        """From a reply's `errors`, whatever shape they have; None when there are none."""
        if not errors:
            return None
        listed = errors if isinstance(errors, list) else [errors]
        messages, codes = [], []
        for error in listed:
            fields = error if isinstance(error, dict) else {"message": str(error)}
            messages.append(str(fields.get("message", "")))
            extensions = fields.get("extensions")
            if isinstance(extensions, dict) and extensions.get("code"):
                codes.append(str(extensions["code"]))
        return cls(tuple(messages), tuple(codes))

    @property
    def throttled(self) -> bool:
        """Whether the bucket was too empty; nothing was executed."""
        return "THROTTLED" in self.codes or any(text.strip() == "Throttled" for text in self.messages)

    @property
    def too_costly(self) -> bool:
        """Whether the request asked for more than one may cost, whatever the bucket holds; nothing was executed."""
        return "MAX_COST_EXCEEDED" in self.codes

    @property
    def only_hides_people(self) -> bool:
        """Whether nothing worse happened than personal fields left null because the app may not see them."""
        return bool(self.messages) and all("not approved to" in text for text in self.messages)

    @property
    def passing(self) -> bool:
        """Whether the store itself stumbled; a mutation may have been executed."""
        return bool(_PASSING.intersection(self.codes))

    def fault(self) -> ConnectionTrouble:
        """The error to raise."""
        said = "; ".join(text for text in self.messages if text) or "no reason given"
        if "ACCESS_DENIED" in self.codes:
            scopes = sorted({scope for text in self.messages for scope in _SCOPE.findall(text)})
            named = ", ".join(scopes) if scopes else "one it does not name"
            return ScopeMissing(f"The store refuses this for want of an access scope ({named}).", scopes=scopes)
        if self.passing:
            return NetworkUnavailable(f"The store stumbled: {said}", codes=list(self.codes))
        return StoreRefused(
            f"The store refused the request: {said}", errors=list(self.messages), codes=list(self.codes)
        )


def http_fault(status: int, errors: object) -> ConnectionTrouble:
    """The error of an HTTP status that is neither success nor a passing one."""
    read = GraphErrors.read(errors)
    said = "; ".join(read.messages) if read else ""
    if status in (401, 403):
        return TokenRefused(
            "The store does not accept the token." + (f" It says: {said}" if said else ""), status=status
        )
    if status == 404:
        return WrongShop("There is no store at this address.", next_step="Check the address of the store.")
    if 300 <= status < 400:
        return WrongShop(
            "The store points to another address; the token is not sent there.",
            next_step="Connect again with the store's myshopify domain.",
        )
    if status == 402:
        return StoreRefused("The store is frozen: its bill is unpaid.", next_step="Settle the bill in the admin.")
    if status == 423:
        return StoreRefused("The store is locked.", next_step="Ask the owner of the store.")
    return StoreRefused(f"The store refused the request (HTTP {status}). {said}".strip(), status=status)


def refused(what: str, errors: list[UserError]) -> StoreRefused:
    """A mutation's `userErrors` as an error; `facts["errors"]` keeps the store's own words."""
    said = "; ".join(error.message for error in errors)
    return StoreRefused(
        f"The store refused to {what}: {said}",
        errors=[error.message for error in errors],
        codes=[error.code for error in errors if error.code],
    )
