"""What the window must know before any database is open, in a small file of the profile."""

from __future__ import annotations

import json
from pathlib import Path

from ticketforge_desktop.host.atomic import replace_file


class WindowFile:
    """Key and JSON value pairs. A damaged file counts as empty: these are only looks, and nothing precious."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def get(self, key: str) -> object | None:
        """The value as JSON gives it, None when it was never put."""
        return self._read().get(key)

    def put(self, key: str, value: object) -> None:
        """Keep a value; durable when it returns."""
        values = self._read()
        values[key] = value
        self._path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(self._path, json.dumps(values, indent=1, sort_keys=True).encode())

    def _read(self) -> dict[str, object]:
        try:
            values = json.loads(self._path.read_bytes())
        except (OSError, ValueError):
            return {}
        return values if isinstance(values, dict) else {}
