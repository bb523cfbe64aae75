"""A bug leaves a file that helps to mend it, and nothing about people."""

from __future__ import annotations

import platform
import traceback
from datetime import datetime
from pathlib import Path
from types import TracebackType

from ticketforge_desktop import __version__


def write_crash(folder: Path, at: datetime, error: BaseException, trace: TracebackType | None) -> Path:
    """Write a crash file and return its path.

    It holds versions, the kind of error and the lines of our code it came through. The error's own message and the
    values of variables stay out: they may name people.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"crash-{at:%Y%m%d-%H%M%S}.txt"
    lines = [
        f"TicketForge Desktop {__version__}",
        f"Python {platform.python_version()} on {platform.system()} {platform.release()} {platform.machine()}",
        f"at {at.isoformat(timespec='seconds')}",
        f"{type(error).__module__}.{type(error).__qualname__}",
        "",
    ]
    root = Path(__file__).parents[2]
    for frame in traceback.extract_tb(trace):
        source = Path(frame.filename)
        inside = source.relative_to(root) if source.is_relative_to(root) else Path(source.name)
        lines.append(f"  {inside}:{frame.lineno} in {frame.name}")
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")
    return path
