"""What the window is given: little at first, the open profile once it is painted."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from ticketforge_desktop import __version__
from ticketforge_desktop.domain.errors import ProfileInUse, SyncRunning
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER
from ticketforge_desktop.host.folder import ProfileFolder
from ticketforge_desktop.host.locks import FileLock
from ticketforge_desktop.host.window_file import WindowFile
from ticketforge_desktop.ui.desk import ConnectRequest, Host

if TYPE_CHECKING:
    from ticketforge_desktop.bootstrap.demo import DemoProfile
    from ticketforge_desktop.bootstrap.desk import Desk
    from ticketforge_desktop.services.ports.host import ProfileInfo, WindowSettings
    from ticketforge_desktop.services.ports.store import ConnectionFacts


class Startup:
    """Opens this window's profile, or the demo's, when the window asks for it."""

    def __init__(
        self, folder: ProfileFolder, passphrase: Callable[[], str | None], *, demo: bool, home: str | None = None
    ) -> None:
        """`home` is the folder above the profiles of this computer."""
        self._folder = folder
        self._home = home
        self._others: list[object] = []  # windows opened from here; they live on by themselves
        self._passphrase = passphrase
        self._wants_demo = demo
        self._demo: DemoProfile | None = None
        self._desk: Desk | None = None

    def host(self) -> Host:
        """For the window's constructor: costs a look at one small file."""
        settings: WindowSettings = WindowFile(self._folder.window_settings)
        return Host(
            settings=settings,
            staff=DEFAULT_MANAGER,
            open_desk=self.open_desk,
            connect=self.connect,
            log_in=self.log_in,
            profiles=self.profiles,
            open_profile=self.open_profile,
            write_crash=self.write_crash,
            first_run=not self._wants_demo and not (self._folder.databases / "station.db").exists(),
            version=__version__,
        )

    def open_desk(self) -> Desk:
        """The profile; opened once."""
        if self._desk is None:
            if self._wants_demo:
                self._desk, _ = self._demo_profile().open()
            else:
                from ticketforge_desktop.bootstrap.desk import Desk
                from ticketforge_desktop.bootstrap.station_secrets import StationSecrets

                self._desk = Desk(self._folder, StationSecrets.of(self._folder, self._passphrase))
                self._desk.printing.recover()
                self._desk.receiver.start_if_wanted()
            self._desk.sync_apart()
        return self._desk

    def connect(self, request: ConnectRequest) -> ConnectionFacts:
        """What the wizard asks for. Raises the typed errors of connecting."""
        from ticketforge_desktop.services.ports.store import StoreLogin

        if request.demo:
            self.close()
            self._wants_demo = True
            self._desk, facts = self._demo_profile().open()
            self._desk.sync_apart()
            return facts
        self.open_desk()
        assert self._desk is not None
        return self._desk.connect(StoreLogin(request.url, request.token, request.client_id, request.client_secret))

    def log_in(
        self,
        request: ConnectRequest,
        words: tuple[str, str, str],
        show: Callable[[str, bool], None],
        cancelled: Callable[[], bool],
    ) -> ConnectionFacts:
        """Through the browser, then as `connect`. Raises the typed errors of logging in and connecting.

        `words` stand on the page in the browser: it worked, it did not, nobody waits for it any more.
        """
        from ticketforge_desktop.host.loopback import PageWords
        from ticketforge_desktop.services.ports.store import StoreLogin

        self.open_desk()
        assert self._desk is not None
        typed = StoreLogin(request.url, "", request.client_id, request.client_secret)
        login = self._desk.stores.log_in(typed, show=show, cancelled=cancelled, words=PageWords(*words))
        return self._desk.connect(login)

    def profiles(self) -> Sequence[ProfileInfo]:
        """Profiles of this computer."""
        from ticketforge_desktop.host.profiles import profiles

        return [] if self._wants_demo else profiles(self._home, self._folder.path)

    def open_profile(self, name: str) -> None:
        """Open a window of its own on another profile: each has its files, locks and threads, and shares none.

        Raises:
            BadInput: that can be no profile's name.
        """
        from ticketforge_desktop.host.profiles import named_profile
        from ticketforge_desktop.host.windows import start_window

        self._others.append(start_window(named_profile(self._home, name)))

    def write_crash(self, error: BaseException) -> str:
        """A crash file; returns its path."""
        from ticketforge_desktop.host.clock import SystemClock
        from ticketforge_desktop.host.crash import write_crash

        return str(write_crash(self._folder.crashes, SystemClock().now(), error, error.__traceback__))

    def close(self) -> None:
        """The window is gone."""
        if self._desk is not None:
            self._desk.close()
            self._desk = None
        if self._demo is not None:
            self._demo.close()
            self._demo = None

    def _demo_profile(self) -> DemoProfile:
        from ticketforge_desktop.bootstrap.demo import DemoProfile

        if self._demo is None:
            self._demo = DemoProfile(apart=True)
        return self._demo


@contextlib.contextmanager
def only_window(folder: ProfileFolder) -> Iterator[None]:
    """One window a profile.

    Raises:
        ProfileInUse: another window has it open.
    """
    with contextlib.ExitStack() as held:
        try:
            held.enter_context(FileLock(folder.path / "window.lock").hold())
        except SyncRunning as error:
            raise ProfileInUse(
                "Another window has this profile open.", process=error.facts.get("process", 0)
            ) from error
        yield


def open_window(home: str | None, profile: str | None, passphrase: Callable[[], str | None], *, demo: bool) -> int:
    """Open the window and stay until it is closed; returns the exit code. Raises `ProfileInUse`, `BadInput`."""
    from ticketforge_desktop.host.logs import start_log, stop_log
    from ticketforge_desktop.host.profiles import base_of, named_profile
    from ticketforge_desktop.ui.application import run

    folder = named_profile(home, profile).make()
    startup = Startup(folder, passphrase, demo=demo, home=base_of(folder))
    with only_window(folder) if not demo else contextlib.nullcontext():
        log = start_log(folder.logs)
        try:
            return run(startup.host())
        finally:
            startup.close()
            stop_log(log)
