"""What the window is handed to connect a store: through the browser, and the daily look at what it may do."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ticketforge_desktop.bootstrap.desk import Desk
from ticketforge_desktop.bootstrap.station_secrets import StationSecrets
from ticketforge_desktop.bootstrap.window import Startup
from ticketforge_desktop.demo.context import ALL_SCOPES
from ticketforge_desktop.demo.server import DemoStore
from ticketforge_desktop.domain.errors import LoginCancelled
from ticketforge_desktop.domain.notices import Notice
from ticketforge_desktop.host.folder import ProfileFolder
from ticketforge_desktop.host.memory_secrets import MemorySecrets
from ticketforge_desktop.host.profiles import named_profile
from ticketforge_desktop.services.connection_state import ConnectionState
from ticketforge_desktop.services.ports.store import StoreLogin
from ticketforge_desktop.ui.desk import ConnectRequest

WORDS = ("done", "failed", "late")


@pytest.fixture
def demo() -> Iterator[DemoStore]:
    with DemoStore.start(events=3, orders=20, seed=3) as store:
        yield store


@pytest.fixture
def startup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Startup]:
    monkeypatch.setenv("TICKETFORGE_PASSPHRASE", "made up for this test")
    base = tmp_path / "home"
    made = Startup(named_profile(str(base), "Süd").make(), lambda: "made up for this test", demo=False, home=str(base))
    yield made
    made.close()


def browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, story: str) -> None:
    """BROWSER as a small program."""
    program = tmp_path / "browser"
    program.write_text(f"#!{sys.executable}\nimport sys, urllib.request\n{story}\n")
    program.chmod(0o700)
    monkeypatch.setenv("BROWSER", f"{program} %s")
    monkeypatch.setattr("webbrowser._tryorder", None)


def test_the_wizard_logs_in_through_the_browser(
    startup: Startup, demo: DemoStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser(tmp_path, monkeypatch, "urllib.request.urlopen(sys.argv[1], timeout=30).read()")
    request = ConnectRequest(url=demo.url, client_id=demo.client_id, client_secret=demo.client_secret)
    shown: list[tuple[str, bool]] = []
    facts = startup.log_in(request, WORDS, lambda *told: shown.append(told), lambda: False)
    assert facts.shop.domain == demo.shop
    assert [opened for _, opened in shown] == [True]
    assert startup.open_desk().stores.standing().state is ConnectionState.NEVER_SYNCED
    assert [(row.name, row.shop, row.current) for row in startup.profiles()] == [("Süd", demo.shop, True)]


def test_who_gives_up_leaves_the_port_free(
    startup: Startup, demo: DemoStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser(tmp_path, monkeypatch, "pass")
    request = ConnectRequest(url=demo.url, client_id=demo.client_id, client_secret=demo.client_secret)
    for _ in range(2):
        with pytest.raises(LoginCancelled):
            startup.log_in(request, WORDS, lambda *_told: None, lambda: True)


class Clock:
    def __init__(self) -> None:
        self.ahead = timedelta(0)

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead


def test_what_the_app_may_do_is_looked_at_again_once_a_day(tmp_path: Path, demo: DemoStore) -> None:
    clock = Clock()
    desk = Desk(ProfileFolder(tmp_path / "profile").make(), StationSecrets(MemorySecrets()), clock=clock)
    try:
        desk.connect(StoreLogin(demo.url, token=demo.token))
        assert desk.stores.facts().kinds == ()
        demo.authority.limit_scopes(tuple(scope for scope in ALL_SCOPES if scope != "read_all_orders"))
        desk.run_sync()
        assert desk.stores.facts().kinds == (), "it was looked at today"
        clock.ahead = timedelta(days=1)
        demo.advance(60)
        desk.run_sync()
        assert desk.stores.facts().kinds == (Notice.OLD_ORDERS,)
        demo.stop()
        desk.stores.look(always=True)
        assert desk.stores.facts().kinds == (Notice.OLD_ORDERS,), "what was found stays while nobody answers"
        assert desk.stores.offline_since() is not None
    finally:
        desk.close()
