"""The serial scanners of a profile: opened as they are set up, and told as one."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ticketforge_desktop.services.scanners import ScannerKind, Scanners, ScannerSettings, Standing, standing

if TYPE_CHECKING:
    from ticketforge_desktop.services.ports.host import Clock
    from ticketforge_desktop.services.ports.scanning import (
        Changed,
        Heard,
        Scanned,
        Scanner,
        ScannerState,
        SerialLine,
    )
    from ticketforge_desktop.services.ports.station import StationFile

_USUAL_GAP_MS: Final = 100


class Scanning:
    """Every method may be called on any thread; what is heard and what changed is called back on the scanners'."""

    def __init__(self, station: StationFile, clock: Clock) -> None:
        self.kept: Final = Scanners(station)
        self._clock = clock
        self._lock = threading.RLock()
        self._open: dict[ScannerSettings, Scanner] = {}
        self._states: dict[str, ScannerState] = {}
        self._heard: Heard | None = None
        self._changed: Changed | None = None

    def start(self, heard: Heard, changed: Changed) -> None:
        """Listen to all that are set up. Whoever calls last is told."""
        with self._lock:
            self._heard, self._changed = heard, changed
        self.reload()

    def reload(self) -> None:
        """The list was changed: close what is not in it any more, open what is new, leave the others alone."""
        wanted = {one for one in self.kept.all() if one.kind is ScannerKind.SERIAL}
        with self._lock:
            if self._heard is None:
                return
            gone = [(one, self._open.pop(one)) for one in list(self._open) if one not in wanted]
        for one, scanner in gone:
            scanner.close()  # not under the lock: its thread may just be telling something
            with self._lock:
                self._states.pop(one.name, None)
        with self._lock:
            begun = {one: self._make(one) for one in wanted if one not in self._open}
            self._open.update(begun)
        for scanner in begun.values():
            scanner.start(self._tell_scan, self._tell_state)

    def lines(self) -> Sequence[SerialLine]:
        """Serial lines with a device on them."""
        from ticketforge_desktop.devices.scanning.lines import serial_lines

        return serial_lines()

    def states(self) -> Mapping[str, ScannerState]:
        """How each scanner stands that can be asked, by its name."""
        with self._lock:
            return dict(self._states)

    def note(self, state: ScannerState) -> None:
        """How a scanner stands that the window itself looks through (the camera)."""
        with self._lock:
            self._states[state.scanner] = state

    def standing(self) -> Standing:
        """How all of them stand together, for the status bar."""
        return standing(self.kept.all(), self.states())

    def close(self) -> None:
        """Stop listening to all."""
        with self._lock:
            self._heard = self._changed = None
            scanners = list(self._open.values())
            self._open.clear()
        for scanner in scanners:
            scanner.close()

    def _make(self, one: ScannerSettings) -> Scanner:
        from ticketforge_desktop.devices.scanning.serial_scanner import SerialScanner
        from ticketforge_desktop.services.scanners import Ends

        gap_ms = 0 if one.ends is Ends.SIGN else one.gap_ms or _USUAL_GAP_MS
        return SerialScanner(one.address, self._clock, name=one.name, baud=one.baud, gap_s=gap_ms / 1000)

    def _tell_scan(self, scan: Scanned) -> None:
        with self._lock:
            heard = self._heard
            prefix = next((one.prefix for one in self._open if one.name == scan.scanner), "")
        if heard is not None:
            heard(replace(scan, text=scan.text.removeprefix(prefix)))

    def _tell_state(self, state: ScannerState) -> None:
        with self._lock:
            self._states[state.scanner] = state
            changed = self._changed
        if changed is not None:
            changed(state)
