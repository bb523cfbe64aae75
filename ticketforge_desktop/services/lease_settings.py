"""Settings of the lease: how many units a till holds ready."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ticketforge_desktop.domain.allotments import LeaseRule
from ticketforge_desktop.services.setting_kinds import Group, Scope, Setting

if TYPE_CHECKING:
    from ticketforge_desktop.services.settings import SettingsBook

_RULE: Final = LeaseRule()

LEASE_LEAST: Final = Setting(
    "till.lease_least",
    _RULE.least,
    "Hold at least",
    "So many tickets of a category that is sold here are held ready, so that a sale never waits for the network.",
    Group.TILL,
    Scope.STATION,
    minimum=1,
    maximum=500,
)
LEASE_MOST: Final = Setting(
    "till.lease_most",
    _RULE.most,
    "Hold at most",
    "Never more of a category than this, however fast it sells.",
    Group.TILL,
    Scope.STATION,
    minimum=1,
    maximum=5000,
)
LEASE_MINUTES: Final = Setting(
    "till.lease_minutes",
    _RULE.minutes,
    "Hold enough for",
    "As many tickets are held as were sold here in this time.",
    Group.TILL,
    Scope.STATION,
    minimum=5,
    maximum=480,
    unit="min",
)
LEASE_SHARE: Final = Setting(
    "till.lease_share",
    _RULE.share,
    "Share of what is left",
    "Of what can still be sold, this till holds no more than this share, beyond “Hold at least”.",
    Group.TILL,
    Scope.STATION,
    minimum=1,
    maximum=100,
    unit="%",
)

LEASE_SETTINGS: Final = (LEASE_LEAST, LEASE_MOST, LEASE_MINUTES, LEASE_SHARE)


def lease_rule(settings: SettingsBook) -> LeaseRule:
    """The rule as it is set; a `most` below `least` counts as `least`."""
    least = settings.number(LEASE_LEAST)
    return LeaseRule(
        least, max(least, settings.number(LEASE_MOST)), settings.number(LEASE_MINUTES), settings.number(LEASE_SHARE)
    )
