"""A shop's layouts in the profile: `NAME/VERSION/NAME.toml`, with the pictures that version uses beside it.

A version is written once and never changed: a ticket printed with it can be drawn again as it was. The highest one is
in use; `NAME@VERSION` reads an older one.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath

from ticketforge_desktop.domain.errors import BadInput, DiskFull

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class InstalledLayouts:
    """The folder of a shop's layouts, as far as versions were installed into it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def names(self) -> Sequence[str]:
        """Layouts with at least one version."""
        folders = [entry for entry in self._folder.iterdir() if entry.is_dir()] if self._folder.is_dir() else []
        return sorted(entry.name for entry in folders if self.versions(entry.name))

    def versions(self, name: str) -> Sequence[int]:
        """Versions of a layout, oldest first."""
        folder = self._folder / name
        found = [entry.name for entry in folder.iterdir()] if folder.is_dir() else []
        numbers = sorted(int(entry) for entry in found if entry.isdecimal() and entry.isascii())
        return [number for number in numbers if self.file(name, number).is_file()]

    def file(self, name: str, version: int) -> Path:
        """Where a version lies, or would lie."""
        return self._folder / name / str(version) / f"{name}.toml"

    def holds(self, name: str, version: int, source: bytes, pictures: Mapping[str, bytes]) -> bool:
        """Whether a version is exactly this, its pictures included."""
        file = self.file(name, version)
        wanted = {f"{name}.toml": source, **pictures}
        try:
            return all((file.parent / part).read_bytes() == data for part, data in wanted.items())
        except OSError:
            return False

    def put(self, name: str, version: int, source: bytes, pictures: Mapping[str, bytes]) -> int:
        """Keep a version, whole or not at all; the next free number where this one is taken. Returns the number.

        Raises:
            DiskFull: the disk takes no more; nothing was installed.
            BadInput: the folder can't be written.
        """
        folder = self._folder / name
        try:
            folder.mkdir(parents=True, exist_ok=True)
            draft = Path(tempfile.mkdtemp(dir=folder, prefix=".new-"))
        except OSError as error:
            raise trouble(error, name) from error
        try:
            for part, data in {f"{name}.toml": source, **pictures}.items():
                write(draft.joinpath(*PurePosixPath(part).parts), data)
            return self._place(draft, folder, max(version, *(number + 1 for number in self.versions(name)), 1))
        except OSError as error:
            raise trouble(error, name) from error
        finally:
            shutil.rmtree(draft, ignore_errors=True)
            with contextlib.suppress(OSError):
                folder.rmdir()  # only when nothing was ever installed in it

    @staticmethod
    def _place(draft: Path, folder: Path, version: int) -> int:
        """Give the draft its number: renaming is what installs it, and two at once get two numbers."""
        while True:
            target = folder / str(version)
            if not target.exists():
                try:
                    draft.rename(target)
                    return version
                except OSError:
                    if not target.exists():
                        raise
            version += 1


def write(path: Path, data: bytes) -> None:
    """Bytes on the disk when the call returns. Raises `OSError`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def replace_whole(file: Path, data: bytes) -> None:
    """Put a file in its place at once: it is the old one or the new one, never a part. Raises `OSError`."""
    fresh = file.with_name(f".{file.name}.new")
    try:
        write(fresh, data)
        fresh.replace(file)
    finally:
        with contextlib.suppress(OSError):
            fresh.unlink(missing_ok=True)


def trouble(error: OSError, name: str, done: str = "installed", folder: str = "profile") -> DiskFull | BadInput:
    """The typed error of a layout that could not be written."""
    if error.errno in _FULL:
        return DiskFull(f"Layout {name} could not be {done}: the disk is full.", layout=name)
    return BadInput(
        f"Layout {name} could not be {done}: {error.strerror}.",
        field="file",
        next_step=f"Check that the folder of the {folder} can be written.",
    )
