"""The program's own log: rotated files in the profile, without personal data."""

from __future__ import annotations

import logging
import logging.handlers
from pathlib import Path
from typing import Final

_FORMAT: Final = "%(asctime)s %(levelname)s %(name)s %(message)s"


def start_log(folder: Path) -> logging.Handler:
    """Write the package's log to `folder`/ticketforge.log, five files of 2 MB each; returns the handler to close."""
    folder.mkdir(parents=True, exist_ok=True)
    handler = logging.handlers.RotatingFileHandler(
        folder / "ticketforge.log", maxBytes=2_000_000, backupCount=4, encoding="utf-8", delay=True
    )
    handler.setFormatter(logging.Formatter(_FORMAT))
    logger = logging.getLogger("ticketforge_desktop")
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    return handler


def stop_log(handler: logging.Handler) -> None:
    """Stop writing and close the file."""
    logging.getLogger("ticketforge_desktop").removeHandler(handler)
    handler.close()
