"""The kiosk: the open door held at its post, closed to everything else, and left by the PIN only."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from ticketforge_desktop.domain.errors import BadInput, NotFound, PinRefused
from ticketforge_desktop.domain.rights import Right
from ticketforge_desktop.services.kiosk import KioskPost
from ticketforge_desktop.services.views import EventRow
from ticketforge_desktop.ui.actions import Action
from ticketforge_desktop.ui.screens.door.pin_pad import PinPad
from ticketforge_desktop.ui.screens.door.post import Post
from ticketforge_desktop.ui.screens.door.shown import trouble

if TYPE_CHECKING:
    from ticketforge_desktop.ui.desk import Desk
    from ticketforge_desktop.ui.screens.door.screen import DoorScreen

ACTIONS: Final = (
    Action("door.kiosk", "Kiosk: leave the door by PIN only", "lock", "Ctrl+Shift+K", Right.CHECK_IN, in_palette=False),
)
(KIOSK,) = ACTIONS
# What a steward does at the gate; everything else waits for the PIN.
OPEN_TO_ALL: Final = frozenset(
    f"door.{name}"
    for name in "undo direction admit mute leave find counts force block empty camera".split()
)  # fmt: skip
_LOOK_EVERY: Final = 3  # ticks of a second between two looks whether the command line let go


class DoorHold(QObject):
    """Begins and ends the kiosk, and brings it back after a restart. `context.holds` tells the whole window."""

    def __init__(self, screen: DoorScreen) -> None:
        super().__init__(screen)
        self._screen, self._context = screen, screen.context
        self.pad = PinPad(screen.context)
        self._post: KioskPost | None = None  # of a kiosk whose events are not all known yet
        self._ticks = 0
        self._waits = False  # for a person who may check tickets
        self._locks_next = False  # the door opens as a kiosk
        screen.kiosk.add_front(self.pad)
        actions = screen.context.actions
        actions.bind(KIOSK.name, self.lock, screen.kiosk)
        screen.kiosk.seldom["kiosk"].clicked.connect(lambda _on=False: actions.trigger(KIOSK.name))
        screen.context.pin_asked.connect(self.ask)
        self.pad.asked.connect(self._asked)
        self.pad.chosen.connect(self._chosen)
        self.pad.left.connect(screen.kiosk.show_field)
        self.pad.scanned.connect(screen.scan)

    @property
    def holds(self) -> bool:
        """Whether the kiosk holds the door."""
        return self._context.holds

    # Into the kiosk

    def open_as_kiosk(self) -> None:
        """The door is opened, and held at once."""
        self._locks_next = True

    def opened(self, post: Post) -> None:
        """The door was opened at a post: held there too if it is held."""
        if self._locks_next:
            self._locks_next = False
            self.lock()
        elif self.holds and _kept(post) != self._post:
            self._hold(post)

    def lock(self) -> None:
        """Hold the door; the first time a PIN is chosen before."""
        desk, post = self._context.desk, self._screen.post
        if desk is None or post is None or self.holds:
            return

        def known(is_set: bool) -> None:
            if is_set:
                self._hold(post)
            elif Right.SETTINGS in self._context.staff.rights:
                self._screen.drop_question()
                self._screen.kiosk.show_front(self.pad)
                self.pad.choose()
            else:
                words = self.tr("The kiosk has no PIN yet. Whoever may change settings sets one.")
                self._context.told.emit("attention", words)

        self._context.runner.submit(desk.kiosk.pin.known, known, self._context.trouble.emit, owner=self)

    def _chosen(self, pin: str) -> None:
        desk, post, staff = self._context.desk, self._screen.post, self._context.staff
        if desk is None or post is None:
            return
        self._context.runner.submit(
            lambda: desk.kiosk.set_pin(pin, staff), lambda _done: self._hold(post), self._refused, owner=self
        )

    def _hold(self, post: Post) -> None:
        desk, staff, kept = self._context.desk, self._context.staff, _kept(post)
        if desk is None:
            return
        self._context.runner.submit(
            lambda: desk.kiosk.hold(kept, staff), lambda _done: self._held(kept), self._context.trouble.emit, owner=self
        )

    def _held(self, post: KioskPost) -> None:
        began = not self.holds
        self._post = post
        self._context.set_hold(OPEN_TO_ALL)
        self.settle()
        self._screen.kiosk.show_field()
        if began:
            self._screen.drop_question()
            self._context.told.emit("exit", self.tr("The kiosk holds the door. Leave it with the PIN."))

    # After a restart

    def restore(self, post: KioskPost) -> None:
        """The kiosk held when the program ended: back to its post."""
        self._post = post
        self._context.set_hold(OPEN_TO_ALL)
        self.settle()
        self._screen.show_kiosk()
        self.fetch()

    def fetch(self) -> None:
        """Open the door at the kiosk's post, with those of its events that the mirror knows."""
        desk, post = self._context.desk, self._post
        if desk is None or post is None or not self.holds or self._screen.post is not None:
            return
        self._waits = Right.CHECK_IN not in self._context.staff.rights
        if self._waits:
            words = self.tr("The door is locked. Nobody is signed in who may check tickets.")
            nobody = trouble(words, self.tr("Let a person sign in who has the right, or leave with the PIN."))
            self._screen.kiosk.field.show_verdict(replace(nobody, reason=self.tr("Locked")))
            return

        def found(rows: tuple[EventRow, ...]) -> None:
            if rows:
                self._screen.begin(Post(rows, post.gate, post.direction))
            else:
                words = self.tr("The kiosk's events are not in the mirror. Sync, or leave with the PIN.")
                self._context.told.emit("attention", words)

        self._context.runner.submit(lambda: _events(desk, post), found, self._context.trouble.emit, owner=self)

    # Out of it

    def escape(self) -> bool:
        """Esc leads from the PIN back to the verdict, and from there to the PIN; False: it leaves the door."""
        if self.pad.isVisibleTo(self._screen):
            self._screen.kiosk.show_field()
        elif self.holds:
            self.ask()
        else:
            return False
        return True

    def ask(self) -> None:
        """Somebody wants to leave: what is the PIN?"""
        desk = self._context.desk
        if desk is None or not self.holds:
            return
        self._screen.drop_question()
        self._screen.kiosk.show_front(self.pad)
        self.pad.ask()
        self._context.runner.submit(desk.kiosk.pin.wait_s, self._owed, self._context.trouble.emit, owner=self)

    def _owed(self, seconds: int) -> None:
        if seconds:
            self.pad.ask(seconds)

    def _asked(self, pin: str) -> None:
        desk, staff = self._context.desk, self._context.staff
        if desk is not None:
            self._context.runner.submit(
                lambda: desk.kiosk.release(pin, staff), lambda _done: self._released(), self._refused, owner=self
            )

    def _refused(self, error: Exception) -> None:
        if isinstance(error, PinRefused | BadInput):
            self.pad.refuse(error)
            return
        self._screen.kiosk.show_field()
        self._context.trouble.emit(error)

    def _released(self) -> None:
        self._post, self._waits = None, False
        self._context.set_hold(None)
        self.settle()
        self._screen.kiosk.show_field()
        self._screen.drop_question()
        self._screen.escape()

    def tick(self) -> None:
        """Once a second: look now and then whether whoever holds the profile let go by the command line."""
        desk = self._context.desk
        self._ticks += 1
        if self._waits and self.holds and Right.CHECK_IN in self._context.staff.rights:
            self._screen.kiosk.field.clear()
            self.fetch()
        if not self.holds or desk is None or self._ticks % _LOOK_EVERY:
            return

        def looked(post: KioskPost | None) -> None:
            if post is None and self.holds:
                self._context.told.emit("exit", self.tr("The kiosk was let go by the command line."))
                self._released()

        self._context.runner.submit(desk.kiosk.post, looked, self._context.trouble.emit, owner=self)

    def settle(self) -> None:
        """What the buttons of the door say and allow."""
        kiosk = self._screen.kiosk
        kiosk.name_leave(held=self.holds)
        kiosk.seldom["kiosk"].setEnabled(self._context.actions.possible(KIOSK.name))
        kiosk.seldom["rules"].setEnabled(self._context.actions.possible("door.rules"))
        kiosk.more_bar.fit()


def _kept(post: Post) -> KioskPost:
    return KioskPost(post.event_ids, post.gate, post.direction)


def _events(desk: Desk, post: KioskPost) -> tuple[EventRow, ...]:
    rows = []
    for event_id in post.event_ids:
        try:
            rows.append(desk.queries.event(event_id).row)
        except NotFound:
            continue
    return tuple(rows)
