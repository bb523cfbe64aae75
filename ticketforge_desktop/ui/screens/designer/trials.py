"""Pictures, verdicts and commands of the draft, made beside the window: a picture at once, the rest when hands rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from ticketforge_desktop.domain.errors import BadInput, LayoutFault
from ticketforge_desktop.services.ports.layout_design import Commands, Draft, Verdict
from ticketforge_desktop.ui.screens.designer.checks import Checks
from ticketforge_desktop.ui.screens.designer.numbers import point_of

if TYPE_CHECKING:
    from ticketforge_desktop.services.ports.printing import Drawing
    from ticketforge_desktop.ui.context import Context
    from ticketforge_desktop.ui.runner import Job
    from ticketforge_desktop.ui.screens.designer.work import Work

REST_MS: Final = 350


class Trials(QObject):
    """`drawn(Drawing | None)` comes with each picture; verdicts go to the checks."""

    drawn = Signal(object)

    def __init__(self, context: Context, work: Work, checks: Checks, parent: QObject) -> None:
        super().__init__(parent)
        self.context, self.work, self.checks = context, work, checks
        self._picture: Job[Drawing] | None = None
        self._verdict: Job[Verdict] | None = None
        self._commands: Job[Commands] | None = None
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self.judge)

    def begin(self) -> None:
        """The draft, the ticket or the printer is another one."""
        self.draw()
        if self._verdict is not None:
            self._verdict.cancel()
        self.checks.waiting()
        self._rest.start()

    def draw(self) -> None:
        """The picture of now; one that is overtaken is dropped."""
        design, draft, sample = self.work.design, self.work.draft, self.checks.face
        if design is None or draft is None or sample is None:
            self.drawn.emit(None)
            return
        target, words, side = self.checks.target, self.checks.words.current, self.work.side
        self._picture = self.context.runner.submit(
            lambda: design.drawing(draft, sample.face, target.dpi, words, side, target.language),
            self.drawn.emit,
            self._not_drawn,
            owner=self,
            replaces=self._picture,
        )

    def _not_drawn(self, error: Exception) -> None:
        self.drawn.emit(None)
        self.context.trouble.emit(error)

    def judge(self) -> None:
        """Try the draft with every ticket on the chosen printer."""
        self._rest.stop()
        design, draft = self.work.design, self.work.draft
        if design is None or draft is None:
            return
        if self.checks.reading:
            self.read()
        faces = [sample.face for sample in self.checks.samples]
        target, words = self.checks.target, self.checks.words.current
        self._verdict = self.context.runner.submit(
            lambda: design.verdict(draft, faces, target.language, target.dpi, words),
            lambda verdict: self._judged(draft, verdict),
            lambda error: self._not_judged(draft, error),
            owner=self,
            replaces=self._verdict,
        )

    def read(self) -> None:
        """What the chosen printer is sent for the ticket that is shown."""
        design, draft, sample = self.work.design, self.work.draft, self.checks.face
        if design is None or draft is None or sample is None:
            return
        target, words = self.checks.target, self.checks.words.current
        self._commands = self.context.runner.submit(
            lambda: design.commands(draft, sample.face, target.language, target.dpi, words),
            lambda commands: self._read(draft, commands),
            lambda error: self._not_read(draft, error),
            owner=self,
            replaces=self._commands,
        )

    def _read(self, draft: Draft, commands: Commands) -> None:
        if draft is self.work.draft:
            view, context = self.checks.commands, self.context
            view.show_commands(draft, commands, context.language, context.formats.number(commands.bytes))
            view.list.mark(self.work.selection)

    def _not_read(self, draft: Draft, error: Exception) -> None:
        if isinstance(error, LayoutFault | BadInput):  # the verdict says why, and for which item
            self.checks.commands.show_trouble(self.tr("Nothing can be sent while it has faults."))
        else:
            self.context.trouble.emit(error)

    def _judged(self, draft: Draft, verdict: Verdict | None) -> None:
        if draft is self.work.draft:
            self.checks.show_verdict(draft, verdict, self.context.language, point_of(self.context.language))

    def _not_judged(self, draft: Draft, error: Exception) -> None:
        self._judged(draft, None)
        self.context.trouble.emit(error)
