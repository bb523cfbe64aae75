"""What the kiosk's head, bar and side say, in the language of now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QObject

from ticketforge_desktop.domain.errors import TicketForgeError
from ticketforge_desktop.domain.verdicts import Signal
from ticketforge_desktop.services.settings import DOOR_GATE
from ticketforge_desktop.services.views import DoorCounters, EventRow, ScanRow
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.screens.door.kiosk import Kiosk
from ticketforge_desktop.ui.trouble import words_for


class Telling(QObject):
    """Writes into the kiosk's widgets; decides nothing."""

    def __init__(self, context: Context, kiosk: Kiosk) -> None:
        super().__init__(kiosk)
        self._context = context
        self._kiosk = kiosk
        self._visible, self._stations = 1, 1
        self._packed_at: datetime | None = None

    def usual_gate(self) -> str:
        """The gate of this station's settings."""
        return self._context.settings.text(DOOR_GATE)

    def show_post(self, events: Sequence[EventRow], gate: str, direction: str, zone: str) -> None:
        """Gate, direction and event."""
        kiosk, formats = self._kiosk, self._context.formats
        kiosk.gate.setText(self.tr("Gate {gate}").format(gate=gate))
        leaving = direction == "exit"
        kiosk.direction.set(
            self.tr("Exit") if leaving else self.tr("Entry"),
            "exit" if leaving else "neutral",
            icon="exit" if leaving else "door",
        )
        kiosk.switch.setAccessibleName(self.tr("Switch to entry") if leaving else self.tr("Switch to exit"))
        kiosk.switch.set_icon("door" if leaving else "exit")
        kiosk.today.setText(self.tr("Gate {gate} today").format(gate=gate))
        first = events[0]
        kiosk.title.setText(first.title if len(events) == 1 else self.tr("%n event(s)", "", len(events)))
        start = ""
        if first.starts_at is not None:
            time = formats.zoned(formats.time(first.starts_at, zone), first.starts_at, zone)
            start = self.tr("Start {time}").format(time=time)
        place = f"{first.venue} {first.city}".strip()
        line = " · ".join(part for part in (start, place) if part)
        kiosk.line.setText(line if len(events) == 1 else ", ".join(event.title for event in events))
        kiosk.fit()

    def show_tally(self, counters: DoorCounters, expected: int, scans: Sequence[ScanRow], zone: str) -> None:
        """Counters, the filling line, classes of today, and the list."""
        kiosk, number = self._kiosk, self._context.formats.number
        for key, value in (("inside", counters.inside), ("admitted", counters.admitted), ("expected", expected)):
            kiosk.counters[key].show_count(number(value))
        kiosk.fill.show_share(counters.admitted / expected if expected > 0 else 0.0)
        kiosk.signals.show_counts({signal: number(counters.by_signal.get(str(signal), 0)) for signal in Signal})
        kiosk.recent.show_scans(scans, zone)

    def show_confidence(
        self, mirror_age_s: float | None, visible: int, stations: int, packed_at: datetime | None = None
    ) -> None:
        """How fresh the data is and whose admissions are known here; of a pack's data, when it was packed."""
        self._visible, self._stations, self._packed_at = visible, stations, packed_at
        if packed_at is not None:
            age = self.tr("Pack from {time}").format(time=self._context.formats.moment(packed_at, self._context.zone))
        elif mirror_age_s is None:
            age = self.tr("Never synced")
        else:
            age = self.tr("Mirror {age} old").format(age=self._context.formats.ago(mirror_age_s))
        seen = self.tr("this station's scans only")
        if stations > 1:
            number = self._context.formats.number
            seen = self.tr("{n} of {all} gates visible").format(n=number(visible), all=number(stations))
        self._kiosk.confidence.setText(f"{age}\n{seen}")

    def show_age(self, now: datetime) -> None:
        """The same between scans, from what the status knows."""
        status = self._context.status
        if status is not None:
            age = None if status.synced_at is None else max(0.0, (now - status.synced_at).total_seconds())
            self.show_confidence(age, self._visible, self._stations, self._packed_at)

    def show_waiting(self, waiting: int) -> None:
        """Scans that are not answered yet, when there is more than the one being checked."""
        self._kiosk.waiting.setText(self.tr("%n scan(s) waiting", "", waiting) if waiting > 1 else "")
        self._kiosk.waiting.setVisible(waiting > 1)

    def show_sound(self, *, muted: bool) -> None:
        """Whether verdicts are heard."""
        self._kiosk.mute.set_icon("volume-off" if muted else "volume")
        words = self.tr("Sound is off") if muted else self.tr("Sound is on")
        self._kiosk.mute.setAccessibleName(words)
        self._kiosk.mute.setToolTip(f"{words} (Ctrl+M)")

    def name_undo(self, *, chosen: bool) -> None:
        """What undo takes back now."""
        words = self.tr("Undo the chosen one") if chosen else self.tr("Undo this admission")
        self._kiosk.undo.setAccessibleName(words)

    def trouble_words(self, error: BaseException | None) -> tuple[str, str]:
        """A failed check in words and its next step."""
        if isinstance(error, TicketForgeError):
            return words_for(error)
        return self.tr("The check broke off; nobody was admitted."), self.tr("Scan again, or call a supervisor.")
