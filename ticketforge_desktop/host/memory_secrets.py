"""Secrets of a profile that leaves nothing behind: the demo's."""

from __future__ import annotations


class MemorySecrets:
    """Kept as long as the program runs, never written anywhere."""

    def __init__(self) -> None:
        self._values: dict[str, str] = {}

    def get(self, name: str) -> str | None:
        return self._values.get(name)

    def put(self, name: str, value: str) -> None:
        self._values[name] = value

    def delete(self, name: str) -> None:
        self._values.pop(name, None)
