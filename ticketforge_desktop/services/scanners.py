"""The scanners of this station: what each is, kept as one audited setting of the station file."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.domain.rights import Right, Staff
from ticketforge_desktop.services.ports.scanning import Presence, ScannerState

if TYPE_CHECKING:
    from ticketforge_desktop.services.ports.station import StationFile

KEY: Final = "scanners"  # of the station file's settings
LAYOUTS: Final = ("", "us", "de", "fr")  # "" = the computer's own
BAUDS: Final = (1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200)
LONGEST_NAME: Final = 30
LONGEST_ADDRESS: Final = 200
LONGEST_PREFIX: Final = 8
MOST: Final = 16  # more than a station has sockets for


class ScannerKind(StrEnum):
    """How a scanner reaches this computer."""

    KEYBOARD = "keyboard"
    SERIAL = "serial"
    CAMERA = "camera"


class Ends(StrEnum):
    """What ends a scan."""

    EITHER = "either"  # an end sign where one comes, else a pause
    SIGN = "sign"  # only Return, Tab or another end sign


@dataclass(frozen=True, slots=True)
class ScannerSettings:
    """One scanner.

    `address` is a serial line (`/dev/ttyACM0`, `COM5`, `usb:VID:PID:SERIAL`) or a camera's id ("" = the first one).
    `prefix` is what the scanner was programmed to send first; `least` the fewest signs of a scan from a keyboard;
    `gap_ms` the longest pause within a scan (0 = a keyboard's is learnt, a serial line's is 100 ms); `layout` the
    keyboard layout it was programmed for; `baud` counts for true serial lines only.
    """

    kind: ScannerKind
    name: str
    address: str = ""
    prefix: str = ""
    least: int = 8
    gap_ms: int = 0
    layout: str = ""
    ends: Ends = Ends.EITHER
    baud: int = 9600


# Before anything is set up: any scanner that types is heard. It has no name, since nobody knows whether there is one.
UNNAMED: Final = ScannerSettings(ScannerKind.KEYBOARD, "")


class Standing(NamedTuple):
    """What the status bar says: names ("" when none is set up), only the missing ones' where not all are ready."""

    words: str
    ready: bool


class Scanners:
    """Reads and keeps the list. Every method may be called on any thread."""

    def __init__(self, station: StationFile) -> None:
        self._station = station

    def all(self) -> tuple[ScannerSettings, ...]:
        """The scanners set up, in the order they were added. What can't be read any more counts as not set up."""
        try:
            rows = json.loads(self._station.setting(KEY) or "[]")
            return check([parse(row) for row in rows]) if isinstance(rows, list) else ()
        except (ValueError, BadInput):
            return ()

    @property
    def keyboard(self) -> ScannerSettings:
        """The scanner that types; the unnamed one where none is set up."""
        return next((one for one in self.all() if one.kind is ScannerKind.KEYBOARD), UNNAMED)

    def put(self, scanners: Sequence[ScannerSettings], staff: Staff) -> None:
        """Keep this list.

        Raises:
            BadInput, RightMissing: as `check` says; then nothing changes.
        """
        staff.require(Right.SETTINGS)
        rows = [asdict(one) for one in check(scanners)]
        self._station.put_setting(KEY, json.dumps(rows, ensure_ascii=False), staff)

    def add(self, scanner: ScannerSettings, staff: Staff) -> None:
        """One more. Raises as `put`."""
        self.put([*self.all(), scanner], staff)

    def change(self, name: str, scanner: ScannerSettings, staff: Staff) -> None:
        """Another in the place of the one named so; added where there is none. Raises as `put`."""
        known = self.all()
        if any(one.name == name for one in known):
            self.put([scanner if one.name == name else one for one in known], staff)
        else:
            self.add(scanner, staff)

    def remove(self, name: str, staff: Staff) -> None:
        """Without the one named so. Raises `RightMissing`."""
        self.put([one for one in self.all() if one.name != name], staff)


def parse(row: object) -> ScannerSettings:
    """A scanner from its JSON object; what is left out has its default, what is unknown is refused.

    Raises:
        BadInput: `facts` hold `field` and `reason` (`kind`, `choice`).
    """
    if not isinstance(row, Mapping):
        raise _refused("scanner", "kind", "A scanner is an object.")
    known = {field.name for field in fields(ScannerSettings)}
    for name in row:
        if name not in known:
            raise _refused(str(name), "kind", f"A scanner has no {name!r}.")
    values = dict(row)
    try:
        values["kind"] = ScannerKind(str(values.get("kind", "")))
    except ValueError:
        raise _refused("kind", "choice", f"kind is one of {', '.join(ScannerKind)}.") from None
    try:
        values["ends"] = Ends(str(values.get("ends", Ends.EITHER)))
    except ValueError:
        raise _refused("ends", "choice", f"ends is one of {', '.join(Ends)}.") from None
    for name, wanted in (("name", str), ("address", str), ("prefix", str), ("layout", str)):
        if not isinstance(values.setdefault(name, ""), wanted):
            raise _refused(name, "kind", f"{name} is a text.")
    for name in ("least", "gap_ms", "baud"):
        if name in values and (not isinstance(values[name], int) or isinstance(values[name], bool)):
            raise _refused(name, "kind", f"{name} is a whole number.")
    return ScannerSettings(**values)


def check(scanners: Sequence[ScannerSettings]) -> tuple[ScannerSettings, ...]:
    """The list as it may be kept.

    Raises:
        BadInput: one has no name or one that another has, a serial line without address or twice, two keyboards, a
            value out of bounds; `facts` hold `field`, `reason` (`required`, `taken`, `length`, `bounds`, `choice`,
            `most`) and `name`.
    """
    if len(scanners) > MOST:
        raise _refused("scanner", "most", f"At most {MOST} scanners fit.", maximum=MOST)
    kept: list[ScannerSettings] = []
    for one in scanners:
        clean = ScannerSettings(**{**asdict(one), "name": one.name.strip(), "address": one.address.strip()})
        _check_one(clean)
        _check_beside(clean, kept)
        kept.append(clean)
    return tuple(kept)


def standing(scanners: Sequence[ScannerSettings], states: Mapping[str, ScannerState]) -> Standing:
    """How the scanners stand together; one that types can't be asked and counts as ready."""
    named = [one for one in scanners if one.name]
    asked = [one.name for one in named if one.kind is not ScannerKind.KEYBOARD]
    missing = [name for name in asked if name not in states or states[name].presence is not Presence.READY]
    if not named:
        return Standing("", ready=False)
    if missing:
        return Standing(", ".join(missing), ready=False)
    return Standing(", ".join(one.name for one in named), ready=True)


def _check_one(one: ScannerSettings) -> None:
    if not one.name:
        raise _refused("name", "required", "A scanner needs a name.")
    if len(one.name) > LONGEST_NAME:
        raise _refused("name", "length", f"A name has at most {LONGEST_NAME} characters.", longest=LONGEST_NAME)
    if one.kind is ScannerKind.SERIAL and not one.address:
        raise _refused("address", "required", "Choose the line the scanner is on.", name=one.name)
    if len(one.address) > LONGEST_ADDRESS or not one.address.isprintable():
        raise _refused("address", "length", "That is no serial line.", longest=LONGEST_ADDRESS, name=one.name)
    if len(one.prefix) > LONGEST_PREFIX or not one.prefix.isprintable() or one.prefix != one.prefix.strip():
        rule = f"A prefix has at most {LONGEST_PREFIX} signs and no blanks around it."
        raise _refused("prefix", "length", rule, longest=LONGEST_PREFIX, name=one.name)
    for field, value, low, high in (("least", one.least, 4, 64), ("gap_ms", one.gap_ms, 0, 1000)):
        if not low <= value <= high:
            raise _refused(field, "bounds", f"{field} lies between {low} and {high}.", minimum=low, maximum=high)
    for field, chosen, choices in (("layout", one.layout, LAYOUTS), ("baud", one.baud, BAUDS)):
        if chosen not in choices:
            raise _refused(field, "choice", f"{field} is one of {', '.join(map(str, choices))}.", name=one.name)


def _check_beside(one: ScannerSettings, others: Sequence[ScannerSettings]) -> None:
    if any(other.name.casefold() == one.name.casefold() for other in others):
        raise _refused("name", "taken", f"Two scanners are called “{one.name}”.", name=one.name)
    if one.kind is ScannerKind.KEYBOARD and any(other.kind is one.kind for other in others):
        raise _refused("kind", "taken", "Scanners that type can't be told apart: set up one for all.", name=one.name)
    if one.kind is not ScannerKind.KEYBOARD and any((o.kind, o.address) == (one.kind, one.address) for o in others):
        raise _refused("address", "taken", "Another scanner is on this line already.", name=one.name)


def _refused(field: str, reason: str, words: str, **facts: object) -> BadInput:
    error = BadInput(words, field=field, reason=reason)
    error.facts.update(facts)
    return error
