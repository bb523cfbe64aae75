"""The inbox in the frame: status bar, toasts, palette."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from tests.ui.conftest import Open
from tests.ui.screens.house import solid
from tests.ui.stage import NOW, STATUS, Stage
from tests.ui.test_tray import titles
from ticketforge_desktop.services.inbox import InboxEntry, InboxStanding


class PlayedInbox:
    """Entries as the test says."""

    def __init__(self, entries: Sequence[InboxEntry]) -> None:
        self.entries = entries

    def open(self) -> Sequence[InboxEntry]:
        return self.entries

    def done(self) -> Sequence[InboxEntry]:
        return ()


def matter(key: str, minutes: int = 0) -> InboxEntry:
    facts = {"gate": "A", "ticket_id": "aa", "admitted_at": NOW.isoformat()}
    kind = "double_entry" if key.startswith("conflict") else "admitted_refunded"
    at = NOW + timedelta(minutes=minutes)
    return InboxEntry(key, kind, at, facts, {}, {}, 0.0, None, "", "", "#7", None, None, "", "")


def test_the_status_bar_counts_and_leads_there(open_window: Open, stage: Stage) -> None:
    stage.desk.inbox = PlayedInbox([matter("conflict:1")])  # type: ignore[attr-defined]
    application = open_window(stage)
    bar = application.window.status_bar
    assert bar.inbox.isHidden()
    application.context.set_status(STATUS._replace(inbox=InboxStanding(1, 0, 1)))
    assert (bar.inbox.isVisible(), bar.inbox.accessibleName()) == (True, "To settle 1")
    bar.inbox.click()
    assert application.window.place == "inbox"
    assert bar.inbox.here
    application.context.set_status(STATUS._replace(inbox=InboxStanding(0, 0, 1)))
    assert bar.inbox.isHidden()


def test_each_new_matter_is_told_once(open_window: Open, stage: Stage) -> None:
    stage.desk.told = STATUS._replace(inbox=InboxStanding(1, 0, 1))
    played = stage.desk.inbox = PlayedInbox([matter("conflict:1")])  # type: ignore[attr-defined]
    application = open_window(stage)
    context = application.context
    assert titles(application) == [], "what waited when the window opened is no news"
    played.entries = [matter("conflict:2"), matter("conflict:1")]
    context.set_status(STATUS._replace(inbox=InboxStanding(2, 0, 2)))
    assert [solid(title) for title in titles(application)] == ["Let in twice: ticket aa"]
    context.set_status(STATUS._replace(inbox=InboxStanding(2, 0, 2), outbox=9))
    assert len(titles(application)) == 1
    # One is settled and one comes at the same moment: the count stands still, the news does not.
    played.entries = [matter("flag:a", 5), matter("conflict:2")]
    context.set_status(STATUS._replace(inbox=InboxStanding(1, 1, 2, matter("", 5).raised_at.isoformat())))
    assert [solid(title) for title in titles(application)][-1] == "Let in, then refunded: ticket aa"
    played.entries = [matter(f"conflict:{number}") for number in (7, 6, 5, 4, 3)]
    context.set_status(STATUS._replace(inbox=InboxStanding(5, 0, 7)))
    assert titles(application)[-1] == "5 matters to settle"
    application.window.toasts.shown[-1].act.click()
    assert application.window.place == "inbox"


def test_the_palette_knows_the_place(open_window: Open, stage: Stage) -> None:
    stage.desk.inbox = PlayedInbox([])  # type: ignore[attr-defined]
    application = open_window(stage)
    application.context.actions.trigger("go.inbox")
    assert application.window.place == "inbox"
