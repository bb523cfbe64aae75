"""What the stories of the printing page do with it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication

from tests.ui.screens.house import shown
from ticketforge_desktop.bootstrap.desk import Desk
from ticketforge_desktop.domain.rights import ROLE_RIGHTS, Role, Staff
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.screens.printing import PrintingScreen

CLERK = Staff("c1", "Clerk", ROLE_RIGHTS[Role.TILL])


def page_of(context: Context) -> PrintingScreen:
    screen = PrintingScreen(context)
    shown(screen)
    return screen


def press(button: QAbstractButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def wait(until: Callable[[], bool]) -> None:
    """Let the window work until it has come about; a story that never gets there ends here."""
    for _ in range(2000):
        if until():
            return
        QTest.qWait(10)
    raise AssertionError("it never came about")


def code_of(desk: Desk, ticket_id: str) -> str:
    return desk.codes().code_of(desk.queries.ticket(ticket_id))


def told_by(context: Context) -> list[str]:
    told: list[str] = []
    context.told.connect(lambda _tone, words: told.append(words))
    return told


def troubles_of(context: Context) -> list[Exception]:
    seen: list[Exception] = []
    context.trouble.connect(seen.append)
    return seen
