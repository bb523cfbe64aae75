"""What the window's sync page and outbox ask, on the real thing: files, store, pushes and checks."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from ticketforge_desktop.bootstrap.demo import DemoProfile
from ticketforge_desktop.bootstrap.desk import Desk
from ticketforge_desktop.bootstrap.pictures import leave_acts
from ticketforge_desktop.bootstrap.sync_page import SyncPage
from ticketforge_desktop.domain.errors import BadInput, Conflict, NetworkUnavailable, ReceiverTrouble
from ticketforge_desktop.services.connection_state import ConnectionState
from ticketforge_desktop.services.ports.outbox import ActState
from ticketforge_desktop.services.schedule import Task
from ticketforge_desktop.services.settings import SYNC_PAUSED, WEBHOOKS_PORT


@pytest.fixture
def demo() -> Iterator[DemoProfile]:
    profile = DemoProfile(events=12, orders=120)
    yield profile
    profile.close()


@pytest.fixture
def desk(demo: DemoProfile) -> Iterator[Desk]:
    opened, _ = demo.open()
    yield opened
    opened.close()


def quiet(_step: object) -> None:
    pass


def never() -> bool:
    return False


def parked(page: SyncPage) -> int:
    (entry,) = page.entries([ActState.ATTENTION], 10)
    return entry.outbox_id


def test_a_day_of_the_page(demo: DemoProfile, desk: Desk) -> None:
    page = desk.sync_page
    before = page.overview()
    assert before.state is ConnectionState.NEVER_SYNCED
    assert before.last_run is None
    assert page.pace()[1] == 0

    desk.sync(quiet, never)
    told = page.overview()
    assert told.state is ConnectionState.FRESH
    feeds = {feed.feed: feed for feed in told.feeds}
    assert feeds["orders"].objects == 120
    assert feeds["orders"].watermark is not None
    assert told.hour.requests > 0
    assert told.hour.cost > 0
    assert told.budget is not None
    assert 0 < told.budget.available <= told.budget.capacity
    assert [run.mode for run in page.history(9, eventful=True)] == ["bulk"]

    desk.sync(quiet, never)
    assert page.history(1, eventful=False)[0].mode == "incremental"
    _, cost = page.pace()
    assert cost > 0

    changes, mended = page.check(Task.DRIFT, quiet, never, whole=False)
    assert mended == 0
    assert page.done().drift is not None
    changes, mended = page.check(Task.SWEEP, quiet, never, whole=True)
    assert (mended, changes.kinds) == (0, frozenset())
    assert page.done().sweep is not None

    desk.settings.put({SYNC_PAUSED: True}, desk.staff)
    assert page.overview().paused
    assert desk.status().paused

    assert demo.store is not None
    demo.store.stop()
    with pytest.raises(NetworkUnavailable):
        desk.sync(quiet, never)
    lost = page.overview()
    assert lost.state is ConnectionState.OFFLINE
    assert lost.since is not None
    assert lost.synced_at == desk.queries.counts().synced_at
    assert page.history(1, eventful=True)[0].error == "network_unavailable"
    assert desk.status().standing == desk.stores.standing()
    demo.store = None


def test_a_refused_act_from_its_cause_to_its_end(desk: Desk) -> None:
    desk.sync(quiet, never)
    leave_acts(desk)
    page = desk.sync_page
    act = parked(page)
    (entry,) = page.entries([ActState.ATTENTION], 10)
    assert entry.error_code == "gone"
    assert [attempt.outcome for attempt in page.attempts(act)] == ["sent", "refused"]
    assert page.order_name(int(str(entry.payload["order_id"]))).startswith("#")
    waiting = page.entries([ActState.PENDING], 10)
    assert {blocking.outbox_id for one in waiting if (blocking := page.blocked_by(one.outbox_id))} == {act}

    page.retry(act)
    assert page.push(never).attention == 1  # the cause is not gone: it is back, and its story is longer
    assert len(page.attempts(act)) > 2

    with pytest.raises(BadInput):
        page.change(act, {**entry.payload, "made_up": 1})
    with pytest.raises(BadInput):
        page.settle(act, "  ")
    assert parked(page) == act

    page.settle(act, "Paid back in cash")
    with pytest.raises(Conflict):
        page.retry(act)
    page.push(never)
    done = {one.outbox_id: one for one in page.entries([ActState.DONE], 50)}
    assert done[act].settled_how == "Paid back in cash"
    freed = min(one.outbox_id for one in waiting)
    assert freed in done  # what waited behind it went on
    assert page.overview().outbox.attention == 0


def test_alerts_are_handed_over_once(desk: Desk) -> None:
    desk.sync(quiet, never)
    first = desk.sync_page.untold_alerts()
    assert first
    assert list(desk.sync_page.untold_alerts()) == []
    assert desk.sync_page.category_name(first[0].variant_id) == f"{first[0].event_title} · {first[0].category}"
    assert desk.sync_page.category_name(1) == desk.sync_page.order_name(1) == ""


def test_the_receiver_is_switched_and_a_taken_port_leaves_it_off(desk: Desk) -> None:
    page = desk.sync_page
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        desk.settings.put({WEBHOOKS_PORT: taken.getsockname()[1]}, desk.staff)
        with pytest.raises(ReceiverTrouble):
            page.receive(True)
        state = page.receiver()
        assert state is not None
        assert not state.serving
    assert page.receive(True).serving
    assert not page.receive(False).serving
