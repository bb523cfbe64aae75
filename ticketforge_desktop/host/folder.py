"""The profile: one folder a store, with everything this station knows about it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from ticketforge_desktop.domain.errors import BadInput


@dataclass(frozen=True, slots=True)
class ProfileFolder:
    """Paths inside a profile. Only the person who runs the program may read the folder."""

    path: Path

    @property
    def databases(self) -> Path:
        """Where `mirror.db` and `station.db` lie."""
        return self.path

    @property
    def secrets(self) -> Path:
        """The encrypted secrets of a computer without a keyring."""
        return self.path / "secrets.json"

    @property
    def window_settings(self) -> Path:
        """What the window must know before the databases are open: language, theme, size."""
        return self.path / "window.json"

    @property
    def logs(self) -> Path:
        return self.path / "logs"

    @property
    def crashes(self) -> Path:
        return self.path / "crashes"

    def make(self) -> ProfileFolder:
        """Make the folder if it is not there, closed to others.

        Raises:
            BadInput: the path can't be used as a folder.
        """
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            if os.name == "posix":
                self.path.chmod(0o700)
        except OSError as error:
            raise BadInput(
                f"The profile folder {self.path} can't be used: {error.strerror}.",
                next_step="Name another folder with --home or TICKETFORGE_HOME.",
                field="home",
            ) from error
        return self


def profile_folder(home: str | None = None) -> ProfileFolder:
    """The profile `home` names, else TICKETFORGE_HOME, else the user's data folder of this operating system."""
    chosen = home or os.environ.get("TICKETFORGE_HOME")
    if chosen:
        return ProfileFolder(Path(chosen).expanduser())
    import platformdirs

    return ProfileFolder(Path(platformdirs.user_data_dir("TicketForge Desktop", appauthor=False)))
