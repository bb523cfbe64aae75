"""Pictures of every screen on a demo profile of its own."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.host.folder import ProfileFolder


def take(folder: Path, theme: str, language: str) -> Iterator[Path]:
    """Every screen at both sizes in one theme and language; the files as they are written.

    Raises:
        BadInput: there is no such theme or language, or the folder can't be made.
    """
    if theme not in ("light", "dark"):
        raise BadInput(f"There is no theme {theme!r}.", field="theme", next_step="Use light or dark.")
    if language not in ("de", "en"):
        raise BadInput(f"There is no language {language!r}.", field="language", next_step="Use de or en.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadInput(f"{folder} can't be used: {error.strerror}.", field="directory") from error
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from ticketforge_desktop.bootstrap.window import Startup
    from ticketforge_desktop.ui.screenshots import shoot

    with tempfile.TemporaryDirectory(prefix="ticketforge-pictures-", ignore_cleanup_errors=True) as home:
        startup = Startup(ProfileFolder(Path(home)), lambda: None, demo=True)
        try:
            yield from shoot(startup.host(), folder, [theme], [language])
        finally:
            startup.close()
