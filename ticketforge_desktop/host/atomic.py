"""Replacing a small file so that a power cut leaves either the old or the new one, whole."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from ticketforge_desktop.domain.errors import DiskFull


def replace_file(path: Path, data: bytes) -> None:
    """Write `data` beside `path`, force it to the disk, and put it in its place. Readable by its owner only.

    Raises:
        DiskFull: the disk takes no more; `path` is as it was.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
        _force_folder(path.parent)
    except OSError as error:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise DiskFull(f"{path.name} could not be written: {error.strerror}.", path=path.name) from error


def _force_folder(folder: Path) -> None:
    # On POSIX the new name itself must reach the disk; Windows has no handle for a folder and needs none.
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
