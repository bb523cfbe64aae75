"""Every setting, declared once: the dialog, the manual (docs/settings.md) and the checks come from here.

Window settings (language, theme) live in a small file that can be read before any database is open; station settings
live in the station file, audited.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from ticketforge_desktop.domain.errors import BadInput, NotFound
from ticketforge_desktop.domain.rights import Right, Staff
from ticketforge_desktop.services.lease_settings import LEASE_SETTINGS
from ticketforge_desktop.services.money_settings import MONEY_SETTINGS
from ticketforge_desktop.services.setting_kinds import Choice, Group, Scope, Setting, Value
from ticketforge_desktop.services.till_settings import TILL_SETTINGS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ticketforge_desktop.services.ports.host import WindowSettings
    from ticketforge_desktop.services.ports.station import StationFile

LANGUAGE: Final = Setting(
    "window.language",
    "system",
    "Language",
    "Language of the window. Names of events, categories and venues are never translated.",
    Group.WINDOW,
    Scope.WINDOW,
    choices=(Choice("system", "As the computer"), Choice("de", "Deutsch"), Choice("en", "English")),
    right=Right.VIEW,
)
THEME: Final = Setting(
    "window.theme",
    "system",
    "Theme",
    "Light for the counter, dark for the door. Verdict colours are the same in both.",
    Group.WINDOW,
    Scope.WINDOW,
    choices=(Choice("system", "As the computer"), Choice("light", "Light"), Choice("dark", "Dark")),
    right=Right.VIEW,
)
FONT_SCALE: Final = Setting(
    "window.font_scale",
    100,
    "Font size",
    "Size of all text in percent.",
    Group.WINDOW,
    Scope.WINDOW,
    minimum=100,
    maximum=150,
    unit="%",
    right=Right.VIEW,
)
REDUCED_MOTION: Final = Setting(
    "window.reduced_motion",
    False,
    "Reduced motion",
    "Nothing slides or fades; messages appear and go at once.",
    Group.WINDOW,
    Scope.WINDOW,
    right=Right.VIEW,
)
NOTIFY: Final = Setting(
    "window.notify",
    True,
    "Notifications",
    "Tell outside the window when a category becomes critical or sold out, or an act needs attention."
    " Never while the door fills the screen.",
    Group.WINDOW,
    Scope.WINDOW,
    right=Right.VIEW,
)
STATION_NAME: Final = Setting(
    "station.name",
    "",
    "Name of this station",
    "Printed in the log and shown to others: “Till 1”, “Gate B”.",
    Group.STATION,
    Scope.STATION,
    longest=40,
    required=True,
)
SYNC_INTERVAL: Final = Setting(
    "sync.interval_s",
    60,
    "Sync at least every",
    "How often the store is asked for what changed while it answers. Up to 60 s it is asked sooner, down to every"
    " 15 s, as far as the store's budget allows.",
    Group.STATION,
    Scope.STATION,
    minimum=15,
    maximum=3600,
    unit="s",
)
SYNC_PAUSED: Final = Setting(
    "sync.paused",
    False,
    "Pause syncing",
    "Nothing is fetched or sent by itself until this is switched off. “Sync now” still works.",
    Group.STATION,
    Scope.STATION,
    right=Right.SYNC,
)
STALE_AFTER: Final = Setting(
    "sync.stale_after_min",
    15,
    "Counts as old after",
    "A copy of the store older than this is told as old, in the status bar and by `ticketforge status`.",
    Group.STATION,
    Scope.STATION,
    minimum=1,
    maximum=1440,
    unit="min",
)
REDIRECT_PORT: Final = Setting(
    "store.redirect_port",
    8917,
    "Port for logging in through the browser",
    "The app's settings in Shopify must allow the redirect address http://127.0.0.1:PORT/callback with this port.",
    Group.STATION,
    Scope.STATION,
    minimum=1024,
    maximum=65535,
    right=Right.CONNECT,
)
WEBHOOKS_SERVE: Final = Setting(
    "webhooks.serve",
    False,
    "Receive webhooks",
    "The store calls this station through your tunnel when something changes; without it the store is asked instead.",
    Group.STATION,
    Scope.STATION,
)
WEBHOOKS_PORT: Final = Setting(
    "webhooks.port",
    8921,
    "Port for webhooks",
    "Where your tunnel hands over to this computer.",
    Group.STATION,
    Scope.STATION,
    minimum=1024,
    maximum=65535,
)
WEBHOOKS_BIND: Final = Setting(
    "webhooks.bind",
    "loopback",
    "Webhooks come from",
    "This computer only, when the tunnel runs here; the local network, when it runs on another computer of it.",
    Group.STATION,
    Scope.STATION,
    choices=(Choice("loopback", "This computer only"), Choice("lan", "The local network")),
)
STOCK_CRITICAL: Final = Setting(
    "stock.critical",
    5,
    "Critical from",
    "At this share of the capacity or less, a category counts as critical.",
    Group.STOCK,
    Scope.STATION,
    minimum=1,
    maximum=98,
    unit="%",
)
STOCK_LOW: Final = Setting(
    "stock.low",
    15,
    "Low from",
    "At this share of the capacity or less, a category counts as low.",
    Group.STOCK,
    Scope.STATION,
    minimum=2,
    maximum=99,
    unit="%",
)
STOCK_MEDIUM: Final = Setting(
    "stock.medium",
    30,
    "Medium from",
    "At this share of the capacity or less, a category counts as medium; above, as available.",
    Group.STOCK,
    Scope.STATION,
    minimum=3,
    maximum=100,
    unit="%",
)
MAIL_SENDS: Final = Setting(
    "mail.sends",
    False,
    "Send mail from this station",
    "Confirmations, shipping, cancellation and refund notices for orders made from now on. Only one station of a shop"
    " should.",
    Group.STATION,
    Scope.STATION,
)
DOOR_GATE: Final = Setting(
    "door.gate",
    "A",
    "Gate of this station",
    "Chosen when the door opens, and written beside every scan.",
    Group.DOOR,
    Scope.STATION,
    longest=20,
    required=True,
)
DOOR_BARE: Final = Setting(
    "door.bare_number",
    "confirm",
    "Number without a signature",
    "An EAN or a number read out is not signed and can be guessed. Ask a person, or admit at once.",
    Group.DOOR,
    Scope.STATION,
    choices=(Choice("confirm", "Ask a person"), Choice("admit", "Admit at once")),
)
PRINT_LAYOUT: Final = Setting(
    "print.layout",
    "",
    "Ticket layout",
    "Layout that is chosen first when tickets are printed; empty takes the first that is installed.",
    Group.PRINT,
    Scope.STATION,
)
PRINT_LANGUAGE: Final = Setting(
    "print.language",
    "de",
    "Language on tickets",
    "Dates, prices and fixed words on printed tickets.",
    Group.PRINT,
    Scope.STATION,
    choices=(Choice("de", "Deutsch"), Choice("en", "English")),
)
PRINT_SENDER: Final = Setting(
    "print.sender",
    "",
    "Sender",
    "Your address in one line, name · street · postcode and city: on address labels and delivery notes, and below the"
    " shop's name on receipts. Empty takes the shop's name.",
    Group.PRINT,
    Scope.STATION,
    longest=120,
)

SETTINGS: Final = (
    LANGUAGE,
    THEME,
    FONT_SCALE,
    REDUCED_MOTION,
    NOTIFY,
    STATION_NAME,
    SYNC_INTERVAL,
    SYNC_PAUSED,
    STALE_AFTER,
    REDIRECT_PORT,
    MAIL_SENDS,
    WEBHOOKS_SERVE,
    WEBHOOKS_PORT,
    WEBHOOKS_BIND,
    STOCK_CRITICAL,
    STOCK_LOW,
    STOCK_MEDIUM,
    *TILL_SETTINGS,
    *MONEY_SETTINGS,
    *LEASE_SETTINGS,
    DOOR_GATE,
    DOOR_BARE,
    PRINT_LAYOUT,
    PRINT_LANGUAGE,
    PRINT_SENDER,
)
# Each must lie above the one before it.
_RISING: Final = (STOCK_CRITICAL, STOCK_LOW, STOCK_MEDIUM)


def declared(key: str) -> Setting:
    """The declaration. Raises `NotFound`."""
    for setting in SETTINGS:
        if setting.key == key:
            return setting
    raise NotFound(f"There is no setting {key!r}.", key=key)


class SettingsBook:
    """Typed reading and checked writing of all settings. Values that no longer fit count as never set."""

    def __init__(self, window: WindowSettings, station: StationFile | None = None) -> None:
        self._window = window
        self.station = station  # None until the profile is open: station settings then read as their defaults

    def get(self, setting: Setting) -> Value:
        """The value, or the default where none (or nothing usable) was set."""
        try:
            raw = self._raw(setting)
            return setting.default if raw is None else setting.parse(raw)
        except (BadInput, ValueError):
            return setting.default

    def text(self, setting: Setting) -> str:
        """The value of a text setting."""
        return str(self.get(setting))

    def number(self, setting: Setting) -> int:
        """The value of a number setting."""
        return int(self.get(setting))

    def switch(self, setting: Setting) -> bool:
        """The value of a switch."""
        return bool(self.get(setting))

    def check(self, changes: Mapping[Setting, object]) -> dict[Setting, Value]:
        """The values as they would be kept, each alone and together with the others.

        Raises:
            BadInput: as `Setting.parse`, or the stock levels do not rise (`reason` is `order`).
        """
        parsed = {setting: setting.parse(value) for setting, value in changes.items()}
        if not parsed.keys().isdisjoint(_RISING):
            levels = [int(parsed[s] if s in parsed else self.get(s)) for s in _RISING]
            for at in (1, 2):
                if levels[at] <= levels[at - 1]:
                    raise BadInput(
                        f"{_RISING[at].label} lies above {_RISING[at - 1].label}.",
                        field=_RISING[at].key,
                        reason="order",
                        other=_RISING[at - 1].label,
                        minimum=levels[at - 1] + 1,
                    )
        return parsed

    def put(self, changes: Mapping[Setting, object], staff: Staff) -> dict[Setting, Value]:
        """Check all, then keep all; nothing is kept when one is refused.

        Returns what really changed. Raises `BadInput`, `RightMissing`, and `NotFound` while no profile is open.
        """
        parsed = {setting: value for setting, value in self.check(changes).items() if value != self.get(setting)}
        for setting in parsed:
            staff.require(setting.right)
        if self.station is None and any(setting.scope is Scope.STATION for setting in parsed):
            raise NotFound("No profile is open yet.", next_step="Wait until the window has opened the profile.")
        for setting, value in parsed.items():
            self._keep(setting, value, staff)
        return parsed

    def _raw(self, setting: Setting) -> object | None:
        if setting.scope is Scope.WINDOW:
            return self._window.get(setting.key)
        if self.station is None:
            return None
        if setting is STATION_NAME:
            return self.station.station_name()
        text = self.station.setting(setting.key)
        return None if text is None else json.loads(text)

    def _keep(self, setting: Setting, value: Value, staff: Staff) -> None:
        if setting.scope is Scope.WINDOW:
            self._window.put(setting.key, value)
        elif self.station is not None and setting is STATION_NAME:
            self.station.rename_station(str(value), staff)
        elif self.station is not None:
            self.station.put_setting(setting.key, json.dumps(value), staff)
