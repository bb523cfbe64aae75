"""What a door needs seldom: let in by hand, keep out, empty the house, counters in parts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtCore import QObject

from ticketforge_desktop.domain.changes import ChangeSet
from ticketforge_desktop.domain.changes import Kind as Changed
from ticketforge_desktop.domain.rights import Right
from ticketforge_desktop.domain.verdicts import Verdict
from ticketforge_desktop.services.check_results import CheckResult
from ticketforge_desktop.services.empty_house import EmptyHouse
from ticketforge_desktop.services.ports.door import DoorTicket
from ticketforge_desktop.ui.actions import Action
from ticketforge_desktop.ui.screens.door import kiosk as keys
from ticketforge_desktop.ui.screens.door.post import Post
from ticketforge_desktop.ui.screens.door.scan_queue import Answer, Scan

if TYPE_CHECKING:
    from ticketforge_desktop.ui.screens.door.screen import DoorScreen

ACTIONS: Final = (
    Action("door.counts", "Counters by category and gate", "list", "Ctrl+I", Right.CHECK_IN, in_palette=False),
    Action("door.force", "Let in by hand", "check", "Ctrl+Shift+A", Right.FORCE_ADMISSION, in_palette=False),
    Action(
        "door.block", "Block or unblock this ticket", "lock", "Ctrl+Shift+B", Right.FORCE_ADMISSION, in_palette=False
    ),
    Action("door.rules", "Rules of the door", "settings", "Ctrl+Shift+R", Right.EDIT_EVENTS, in_palette=False),
    Action("door.empty", "Everybody has left", "exit", "Ctrl+Shift+E", Right.UNDO_ADMISSION, in_palette=False),
)
COUNTS, FORCE, BLOCK, RULES, EMPTY = ACTIONS
T = TypeVar("T")
_RULE_EVERY: Final = 10  # ticks of a second between two looks at the rule that empties the house


class DoorActs(QObject):
    """Asks in the kiosk's bar, and does what was decided beside the window. A scan drops the question."""

    def __init__(self, screen: DoorScreen) -> None:
        super().__init__(screen)
        self._screen, self._context, self._kiosk = screen, screen.context, screen.kiosk
        self._decided: Callable[[str], None] | None = None
        self._ticks = 0
        kiosk, actions = self._kiosk, self._context.actions
        for action, act in (
            (COUNTS, self.switch_counts),
            (FORCE, self.ask_force),
            (BLOCK, self.ask_block),
            (EMPTY, self.ask_empty),
            (RULES, screen.show_rules),
        ):
            actions.bind(action.name, act, kiosk)
            kiosk.seldom[action.name.removeprefix("door.")].clicked.connect(
                lambda _on=False, name=action.name: actions.trigger(name)
            )
        kiosk.force.clicked.connect(lambda _on=False: actions.trigger(FORCE.name))
        actions.bind(keys.FIND.name, self.find_guest, kiosk)
        kiosk.finder.left.connect(kiosk.show_field)
        kiosk.finder.scanned.connect(screen.scan)
        kiosk.finder.admit.connect(self.admit_found)
        kiosk.ask_bar.decided.connect(self._decide)
        kiosk.ask_bar.dropped.connect(screen.drop_question)
        kiosk.ask_bar.scanned.connect(screen.scan)
        kiosk.more_bar.dropped.connect(screen.drop_question)

    # What is possible

    @property
    def _ticket(self) -> DoorTicket | None:
        """The ticket on the colour field."""
        answer = self._screen.answer
        return answer.result.ticket if answer is not None and answer.result is not None else None

    @property
    def _verdict(self) -> Verdict | None:
        answer = self._screen.answer
        return answer.result.verdict if answer is not None and answer.result is not None else None

    def settle(self) -> None:
        """Which of the acts are possible with what stands on the field."""
        ticket, verdict = self._ticket, self._verdict
        kept_out = verdict is not None and not verdict.opens
        for action, can in ((FORCE, ticket is not None and kept_out), (BLOCK, ticket is not None)):
            self._context.actions.set_enabled(action.name, can)
        for action in ACTIONS:
            button = self._kiosk.seldom[action.name.removeprefix("door.")]
            button.setEnabled(self._context.actions.possible(action.name))
        asked = verdict is Verdict.CONFIRM  # the way in is already offered
        self._kiosk.force.setVisible(not asked and self._context.actions.possible(FORCE.name))
        words = self.tr("Unblock") if verdict is Verdict.BLOCKED else self.tr("Block")
        self._kiosk.seldom["block"].setAccessibleName(words)
        self._kiosk.more_bar.fit()

    def drop(self) -> None:
        """The question is no longer asked."""
        self._decided = None

    def switch_counts(self) -> None:
        """Counters in parts in the place of the recent scans, and back."""
        self._screen.drop_question()
        self._kiosk.switch_counts()

    def find_guest(self) -> None:
        """Look for a guest who has nothing to be scanned."""
        post = self._screen.post
        if post is not None:
            self._screen.drop_question()
            self._kiosk.show_finder(post.event_ids, post.zone)

    def admit_found(self, number: str) -> None:
        """The steward has compared name and seat: the ticket's number is checked as confirmed."""
        self._kiosk.show_field()
        self._screen.queue.put(Scan(number, confirmed=True))

    # Questions

    def ask_force(self) -> None:
        """Somebody comes in whatever the verdict was: why?"""
        ticket, desk, post = self._ticket, self._context.desk, self._screen.post
        if ticket is None or desk is None or post is None:
            return
        staff, gate = self._context.staff, post.gate

        def force(reason: str) -> None:
            self._do(lambda: desk.check_in.force(ticket.ticket_id, reason, staff, gate), self._forced)

        answers = (self.tr("Box office agrees"), self.tr("Supervisor decides"))
        self._ask(self.tr("Let in by hand: why?"), _which(ticket), answers, force)

    def ask_block(self) -> None:
        """Keep a ticket out, or let it pass again."""
        ticket, desk, post = self._ticket, self._context.desk, self._screen.post
        if ticket is None or desk is None:
            return
        staff, gates = self._context.staff, desk.gates
        where = {"event_id": ticket.event_id, "gate": post.gate if post is not None else ""}
        if self._verdict is Verdict.BLOCKED:
            told = self.tr("The ticket of order {order} passes again.").format(order=ticket.order)
            again = self.tr("Let it pass again")
            self._ask(
                self.tr("Blocked: {reason}").format(reason=ticket.blocked),
                _which(ticket),
                (again,),
                lambda _answer: self._do(
                    lambda: gates.unblock(ticket.ticket_id, staff, **where), lambda _: self._told(told)
                ),
                other=False,
            )
            return
        told = self.tr("The ticket of order {order} is blocked.").format(order=ticket.order)
        self._ask(
            self.tr("Block this ticket: why?"),
            _which(ticket),
            (self.tr("Lost or stolen"), self.tr("Ban from the house")),
            lambda reason: self._do(
                lambda: gates.block(ticket.ticket_id, reason, staff, **where), lambda _: self._told(told)
            ),
        )

    def ask_empty(self) -> None:
        """Everybody of the events counts as having left; what follows is said first."""
        desk, post = self._context.desk, self._screen.post
        if desk is None or post is None:
            return
        staff = self._context.staff
        inside = desk.admissions.counters(post.event_ids, "", desk.now()).inside
        count = self._context.formats.number(max(0, inside))
        which = self.tr("{count} inside count as gone. Only where coming back is allowed may they enter again.")

        def empty(_answer: str) -> None:
            house = EmptyHouse(desk.admissions, desk.gates, desk.now)
            self._do(lambda: house.all_left(post.event_ids, post.gate, staff), self._emptied)

        answers = (self.tr("Yes, the house is empty"),)
        self._ask(self.tr("Has everybody left?"), which.format(count=count), answers, empty, other=False)

    def tick(self, post: Post) -> None:
        """Every second: now and then, look whether the rule says that the house is empty."""
        desk = self._context.desk
        self._ticks += 1
        if desk is None or self._ticks % _RULE_EVERY != 1:
            return
        house = EmptyHouse(desk.admissions, desk.gates, desk.now)
        self._do(lambda: house.by_rule(post.event_ids, post.gate), lambda moved: self._emptied(moved, by_rule=True))

    # What came of them

    def _ask(
        self,
        question: str,
        which: str,
        answers: tuple[str, ...],
        decided: Callable[[str], None],
        *,
        other: bool = True,
    ) -> None:
        self._screen.drop_question()
        self._decided = decided
        self._kiosk.ask_bar.ask(question, which, answers, other=other)
        self._kiosk.bars.setCurrentWidget(self._kiosk.ask_bar)

    def _decide(self, answer: str) -> None:
        decided = self._decided
        self._screen.drop_question()
        if decided is not None:
            decided(answer)

    def _do(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        self._context.runner.submit(work, done, self._context.trouble.emit, owner=self)

    def _forced(self, result: CheckResult) -> None:
        self._screen.answered(Answer(Scan(result.ticket.number if result.ticket else ""), result))

    def _told(self, words: str) -> None:
        self._screen.forget_answer()
        self._context.told.emit("attention", words)

    def _emptied(self, moved: int, *, by_rule: bool = False) -> None:
        if by_rule and not moved:
            return
        number = self._context.formats.number(moved)
        words = self.tr("By this gate's rule everybody has left: {count}.") if by_rule else self.tr("Gone: {count}.")
        self._context.told.emit("exit", words.format(count=number))
        self._context.broadcast(ChangeSet.of(Changed.ADMISSION))


def _which(ticket: DoorTicket) -> str:
    parts = (ticket.holder, ticket.order, ticket.category)
    return " · ".join(part for part in parts if part) or ticket.number
