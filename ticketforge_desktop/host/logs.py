"""The program's own log: rotated files in the profile, without personal data."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Final

_FORMAT: Final = "%(asctime)s %(levelname)s %(name)s %(message)s"


def start_log(folder: Path) -> logging.Handler:
    """Write the package's log to `folder`/ticketforge.log, five files of 2 MB each; returns the handler to close."""
    folder.mkdir(parents=True, exist_ok=True)
    handler = _LogFile(folder / "ticketforge.log")
    handler.setFormatter(logging.Formatter(_FORMAT))
    logger = logging.getLogger("ticketforge_desktop")
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    return handler


def stop_log(handler: logging.Handler) -> None:
    """Stop writing and close the file."""
    logging.getLogger("ticketforge_desktop").removeHandler(handler)
    handler.close()


class _LogFile(logging.Handler):
    """Opens the file with its first line: what rotates it brings sockets along, and the first paint can't wait."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._file: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        if self._file is None:
            from logging.handlers import RotatingFileHandler

            self._file = RotatingFileHandler(self._path, maxBytes=2_000_000, backupCount=4, encoding="utf-8")
            self._file.setFormatter(self.formatter)
        self._file.emit(record)

    def flush(self) -> None:
        if self._file is not None:
            self._file.flush()

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
        super().close()
