"""The door screen: set up, then scan after scan until somebody leaves."""

from __future__ import annotations

from collections import Counter
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ticketforge_desktop.domain.changes import ChangeSet
from ticketforge_desktop.domain.changes import Kind as Changed
from ticketforge_desktop.domain.errors import TicketForgeError
from ticketforge_desktop.domain.rights import Right
from ticketforge_desktop.domain.verdicts import Verdict
from ticketforge_desktop.services.kiosk import KioskPost
from ticketforge_desktop.services.views import EventRow
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.formats import local
from ticketforge_desktop.ui.runner import Job
from ticketforge_desktop.ui.screens.door import kiosk as keys
from ticketforge_desktop.ui.screens.door.acts import ACTIONS as MORE
from ticketforge_desktop.ui.screens.door.acts import DoorActs
from ticketforge_desktop.ui.screens.door.eye import ACTIONS as CAMERA
from ticketforge_desktop.ui.screens.door.eye import DoorEye
from ticketforge_desktop.ui.screens.door.hold import ACTIONS as KIOSK
from ticketforge_desktop.ui.screens.door.hold import DoorHold
from ticketforge_desktop.ui.screens.door.kiosk import Kiosk
from ticketforge_desktop.ui.screens.door.post import Post, Tally, checker, tally
from ticketforge_desktop.ui.screens.door.rules import RulesPage
from ticketforge_desktop.ui.screens.door.scan_queue import Answer, Scan, ScanQueue
from ticketforge_desktop.ui.screens.door.setup import DoorSetup
from ticketforge_desktop.ui.screens.door.shown import shown, trouble
from ticketforge_desktop.ui.screens.door.sound import Sounds
from ticketforge_desktop.ui.screens.door.telling import Telling
from ticketforge_desktop.ui.screens.listing import on_change
from ticketforge_desktop.ui.screens.orders.log import UNDO
from ticketforge_desktop.ui.widgets.buttons import Button
from ticketforge_desktop.ui.widgets.screen import Screen

_UNDONE: Final = frozenset({Verdict.ADMITTED, Verdict.READMITTED, Verdict.ALREADY_USED})


class DoorScreen(Screen):
    """`arrive("EVENT_ID")` opens the door for that event at this station's gate."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        context.actions.declare((*keys.ACTIONS, *MORE, *KIOSK, *CAMERA))
        self.setup = DoorSetup(context)
        self.kiosk = Kiosk(context)
        self.queue = ScanQueue(context.runner, self)
        self.sounds = Sounds(parent=self)
        self.telling = Telling(context, self.kiosk)
        self.post: Post | None = None
        self._rules: RulesPage | None = None
        self._answer: Answer | None = None
        self._undoing: tuple[str, str, str] | None = None  # ticket id, order, unit
        self._tally: Job[Tally] | None = None
        self._expected: Counter[str] | None = None  # None: to be counted
        self.pages = QStackedWidget()
        self.pages.addWidget(self.setup)
        self.pages.addWidget(self.kiosk)
        self.set_rules = Button(self.theme, icon="settings")
        self.setup.header.trailing.addWidget(self.set_rules)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pages)
        self._clock = QTimer(self, interval=1000)
        self._clock.timeout.connect(self._tick)
        self.acts = DoorActs(self)
        self.hold = DoorHold(self)
        self.eye = DoorEye(self)
        self._join()
        self.retranslate()

    def _join(self) -> None:
        kiosk, bind = self.kiosk, self.context.actions.bind
        bind(keys.UNDO.name, self.ask_undo, kiosk)
        bind(keys.DIRECTION.name, self.switch_direction, kiosk)
        bind(keys.ADMIT.name, self.admit_anyway, kiosk)
        bind(keys.MUTE.name, self.switch_sound, kiosk)
        bind(keys.LEAVE.name, self.escape, kiosk)
        self.setup.begun.connect(self._begin_chosen)
        self.setup.locked.connect(self.hold.open_as_kiosk)
        self.set_rules.clicked.connect(self.show_rules)
        kiosk.scanned.connect(self.scan)
        if self.context.scanners is not None:
            self.context.scanners.claim(kiosk, lambda heard: self.scan(heard.scan.text))
        kiosk.undo_asked.connect(self.ask_undo)
        kiosk.undo_bar.decided.connect(self.undo)
        kiosk.undo_bar.dropped.connect(self.drop_question)
        kiosk.undo_bar.scanned.connect(self.scan)
        kiosk.recent.selectionModel().selectionChanged.connect(lambda *_: self._settle())
        self.queue.answered.connect(self.answered)
        self.queue.waiting_changed.connect(self.telling.show_waiting)
        on_change(self.context, self, self.refresh, Changed.ADMISSION)
        on_change(self.context, self, self.recount, Changed.TICKET, Changed.ORDER, Changed.SYNC)

    # Coming and going

    def arrive(self, subject: object = None) -> None:
        if isinstance(subject, KioskPost):
            self.hold.restore(subject)
        elif isinstance(subject, str) and subject:
            self._begin_with(subject)
        elif self.post is not None:
            self.begin(self.post)
        else:
            self.pages.setCurrentWidget(self.setup)
            self.setup.arrive()

    def leave(self) -> None:
        self._go_back()

    def _go_back(self) -> None:
        """From the whole screen into the frame, and from the venue's time to the computer's."""
        self._clock.stop()
        self.context.set_zone("")
        self.context.kiosk.emit(False)

    def _begin_with(self, event_id: str) -> None:
        desk = self.context.desk
        if desk is None:
            return
        self.setup.gate.setText(self.setup.gate_name or self.telling.usual_gate())

        def ready(event: EventRow) -> None:
            self.begin(Post((event,), self.setup.gate_name, "entry"))

        self.context.runner.submit(
            lambda: desk.queries.event(event_id).row, ready, self.context.trouble.emit, owner=self
        )

    def _begin_chosen(self) -> None:
        rows = tuple(self.setup.rows[key] for key in self.setup.event_ids if key in self.setup.rows)
        if rows and self.setup.gate_name:
            self.begin(Post(rows, self.setup.gate_name, self.setup.direction.current))

    def begin(self, post: Post) -> None:
        """Open the door at a post; scans that wait are checked there."""
        desk = self.context.desk
        if desk is None:
            return
        if post != self.post:
            self._answer, self._expected = None, None
            self.kiosk.field.clear()
            self._forget_repeats()
        self.post = post
        self.queue.use(checker(desk, post, self.context))
        self.telling.show_post(post.events, post.gate, post.direction, post.zone)
        self.show_kiosk()
        self.kiosk.show_field()
        self._tick()
        self.drop_question()
        self.refresh()
        self._settle()
        self.hold.opened(post)

    def show_kiosk(self) -> None:
        """The door fills the screen; its clock goes."""
        self.pages.setCurrentWidget(self.kiosk)
        self.context.set_zone(self.post.zone if self.post is not None else "")
        self.context.kiosk.emit(True)
        self._clock.start()

    def escape(self) -> None:
        """Esc drops a question first; then it leaves, or asks for the PIN. Scans under way are still logged."""
        if self.kiosk.bars.currentIndex() != 0:
            self.drop_question()
            return
        if self.hold.escape():
            return
        self.post = None
        self._go_back()
        self.pages.setCurrentWidget(self.setup)
        self.setup.arrive()

    @property
    def rules(self) -> RulesPage:
        """The page of the rules, made when it is first asked for: a third of the making of this screen."""
        if self._rules is None:
            self._rules = RulesPage(self.context)
            self._rules.left.connect(self.arrive)
            self.pages.addWidget(self._rules)
        return self._rules

    def show_rules(self) -> None:
        """The rules of what is chosen, or of the open door's first event; scans under way are still checked."""
        post = self.post
        if post is not None:
            event: EventRow | None = post.events[0]
            gate = post.gate
            self._go_back()
        else:
            event = next((self.setup.rows[key] for key in self.setup.event_ids if key in self.setup.rows), None)
            gate = self.setup.gate_name
        if event is None and not gate:
            return
        self.pages.setCurrentWidget(self.rules)
        self.rules.open(event, gate)

    def switch_direction(self) -> None:
        """From entry to exit and back."""
        if self.post is not None:
            way = "entry" if self.post.direction == "exit" else "exit"
            self.begin(Post(self.post.events, self.post.gate, way))

    def switch_sound(self) -> None:
        """Mute, or sound again."""
        self.sounds.muted = not self.sounds.muted
        self.telling.show_sound(muted=self.sounds.muted)

    # Scans

    def scan(self, raw: str) -> None:
        """Take a scan; an open question is dropped by it, and so is the search for a guest."""
        self.kiosk.show_field()
        self.drop_question()
        if self.post is not None:
            self.queue.put(Scan(raw))

    def admit_anyway(self) -> None:
        """A steward has looked at a bare number's holder and seat, and says yes."""
        answer = self._answer
        if answer is not None and answer.result is not None and answer.result.verdict is Verdict.CONFIRM:
            self.queue.put(Scan(answer.scan.raw, confirmed=True))

    def answered(self, answer: Answer) -> None:
        """Show what became of a scan, say it, and count again."""
        self._answer = answer
        self.kiosk.recent.clearSelection()
        self._show_answer(say=True)
        self.sounds.play(self.kiosk.field.shown.signal if self.kiosk.field.shown else Verdict.UNKNOWN.signal)
        self._settle()
        self.context.broadcast(ChangeSet.of(Changed.ADMISSION))

    def _show_answer(self, *, say: bool) -> None:
        answer, post = self._answer, self.post
        if answer is None or post is None:
            return
        if answer.result is None:
            error = answer.error
            known = isinstance(error, TicketForgeError)
            self.kiosk.field.show_verdict(trouble(*self.telling.trouble_words(error)), say=say)
            if not known and error is not None and say:
                self.context.trouble.emit(error)
            return
        formats = self.context.formats
        self.kiosk.field.show_verdict(
            shown(answer.result, answer.scan.raw, formats, post.zone, answer.event_title), say=say
        )
        result = answer.result
        self.telling.show_confidence(result.mirror_age_s, result.stations_visible, result.stations, result.packed_at)

    # Undo

    def _undoable(self) -> tuple[str, str, str] | None:
        """The admission that undo would take back: the chosen scan's, else the one on the field."""
        chosen = self.kiosk.recent.chosen
        if chosen is not None:
            verdict = Verdict(chosen.verdict)
            usable = bool(chosen.ticket_id) and verdict in _UNDONE and chosen.kind != UNDO
            return (chosen.ticket_id, chosen.order, "") if usable else None
        result = self._answer.result if self._answer is not None else None
        if result is None or result.ticket is None or result.verdict not in _UNDONE:
            return None
        return result.ticket.ticket_id, result.ticket.order, str(result.ticket.unit)

    def ask_undo(self) -> None:
        """Ask why, in the bar; the scan field keeps the keyboard."""
        self._undoing = self._undoable()
        if self._undoing is not None and Right.UNDO_ADMISSION in self.context.staff.rights:
            _, order, unit = self._undoing
            self.kiosk.undo_bar.ask(order, unit)
            self.kiosk.bars.setCurrentWidget(self.kiosk.undo_bar)

    def undo(self, reason: str) -> None:
        """Take the admission back by a compensating entry."""
        desk, post, undoing = self.context.desk, self.post, self._undoing
        self.drop_question()
        if desk is None or post is None or undoing is None:
            return
        staff = self.context.staff
        self.context.runner.submit(
            lambda: desk.check_in.undo(undoing[0], reason, staff, post.gate),
            lambda _result: self._undone(undoing[1]),
            self.context.trouble.emit,
            owner=self,
        )

    def _forget_repeats(self) -> None:
        """What was just scanned counts when it is scanned again: the question is another one now."""
        if self.context.scanners is not None:
            self.context.scanners.forget()

    @property
    def answer(self) -> Answer | None:
        """What stands on the colour field; None while it waits."""
        return self._answer

    def forget_answer(self) -> None:
        """Back to waiting: what stood on the field is no longer so."""
        self._answer = None
        self._forget_repeats()
        self.kiosk.field.clear()
        self.kiosk.recent.clearSelection()
        self._settle()

    def _undone(self, order: str) -> None:
        self.forget_answer()
        self.context.told.emit("attention", self.tr("Admission of {order} taken back.").format(order=order))
        self.context.broadcast(ChangeSet.of(Changed.ADMISSION))

    def drop_question(self) -> None:
        """Nothing is asked any more; the scan field has the keyboard."""
        self._undoing = None
        self.acts.drop()
        self.kiosk.bars.setCurrentIndex(0)
        self.kiosk.take_focus()

    # What is told

    def recount(self) -> None:
        """Tickets changed: count those that are expected again."""
        self._expected = None
        self.hold.fetch()
        self.refresh()

    def refresh(self) -> None:
        """Counters and recent scans, off the window's thread."""
        desk, post = self.context.desk, self.post
        if desk is None or post is None:
            return
        expected = self._expected
        since = local(desk.now(), post.zone).replace(hour=0, minute=0, second=0, microsecond=0)
        self._tally = self.context.runner.submit(
            lambda: tally(desk, post, since, expected),
            lambda found: self._tallied(found, post),
            self.context.trouble.emit,
            owner=self,
            replaces=self._tally,
        )

    def _tallied(self, found: Tally, post: Post) -> None:
        self._expected = found.expected
        self.telling.show_tally(found.counters, found.expected.total(), found.scans, post.zone)
        self.kiosk.counts.show_breakdown(found.parts, found.expected, found.others)

    def _tick(self) -> None:
        self.hold.tick()
        desk, post = self.context.desk, self.post
        if desk is not None and post is not None:
            self.kiosk.show_clock(desk.now(), post.zone)
            self.telling.show_age(desk.now())
            self.acts.tick(post)

    def _settle(self) -> None:
        may = Right.UNDO_ADMISSION in self.context.staff.rights
        self.kiosk.undo.setEnabled(may and self._undoable() is not None)
        result = self._answer.result if self._answer is not None else None
        asks = result is not None and result.verdict is Verdict.CONFIRM
        self.kiosk.admit.setVisible(asks)
        self.acts.settle()
        self.hold.settle()
        self.context.actions.set_enabled(keys.ADMIT.name, asks)
        self.telling.name_undo(chosen=self.kiosk.recent.chosen is not None)
        self.kiosk.fit()

    def retranslate(self) -> None:
        self.setup.retranslate()
        if self._rules is not None:
            self._rules.retranslate()
        self.set_rules.setText(self.tr("Rules"))
        self.kiosk.retranslate()
        self.hold.pad.retranslate()
        self.eye.retranslate()
        if self.post is not None:
            post = self.post
            self.telling.show_post(post.events, post.gate, post.direction, post.zone)
        self.telling.show_sound(muted=self.sounds.muted)
        self._show_answer(say=False)
        self._settle()
        self.refresh()
