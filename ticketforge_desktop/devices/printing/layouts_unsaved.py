"""Unsaved layouts in a folder of the profile: a file a draft, and pictures beside them under their own hashes.

Every file is written whole and put in its place by renaming, so that a program that ends in the middle of it leaves
what was kept before.
"""

from __future__ import annotations

import hashlib
import json
import re
import threading
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from ticketforge_desktop.devices.printing.installed import replace_whole, trouble
from ticketforge_desktop.services.ports.unsaved_layouts import Origin, UnsavedLayout

_FORMAT: Final = 1
_ID: Final = re.compile(r"[0-9a-f]{32}")
_CAME: Final = ("station", "file", "new")


class UnsavedFolder:
    """`services.ports.unsaved_layouts.UnsavedShelf` in a folder that is made with the first draft."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._steps: dict[str, int] = {}

    def keep(self, layout: UnsavedLayout, step: int) -> None:
        """Raises `DiskFull`, `BadInput`."""
        draft_id = layout.origin.draft_id
        with self._lock:
            if self._overtaken(draft_id, step):
                return
            try:
                pictures = {name: self._put_picture(png) for name, png in layout.pictures.items()}
                text = json.dumps(_told(layout, pictures), ensure_ascii=False)
                replace_whole(self._file(draft_id), text.encode("utf-8", "surrogatepass"))
            except OSError as error:
                raise trouble(error, layout.name, "kept") from error
            self._steps[draft_id] = step

    def forget(self, draft_id: str, step: int) -> None:
        """Raises `BadInput`."""
        with self._lock:
            if self._overtaken(draft_id, step):
                return
            try:
                self._file(draft_id).unlink(missing_ok=True)
                self._sweep()
            except OSError as error:
                raise trouble(error, draft_id, "removed") from error
            self._steps[draft_id] = step

    def all(self) -> Sequence[UnsavedLayout]:
        with self._lock:
            read = [self._read(file) for file in self._files()]
        return sorted((one for one in read if one is not None), key=lambda one: (one.at, one.origin.draft_id))

    def _overtaken(self, draft_id: str, step: int) -> bool:
        if not _ID.fullmatch(draft_id):
            raise ValueError(draft_id)  # it names a file
        return step <= self._steps.get(draft_id, -1)

    def _file(self, draft_id: str) -> Path:
        return self._folder / f"{draft_id}.json"

    def _picture(self, digest: str) -> Path:
        return self._folder / f"{digest}.png"

    def _put_picture(self, png: bytes) -> str:
        digest = hashlib.sha256(png).hexdigest()
        if not self._picture(digest).is_file():
            replace_whole(self._picture(digest), png)
        return digest

    def _files(self) -> list[Path]:
        found = self._folder.glob("*.json") if self._folder.is_dir() else ()
        return [file for file in found if _ID.fullmatch(file.stem)]

    def _read(self, file: Path) -> UnsavedLayout | None:
        try:
            told = json.loads(file.read_bytes().decode("utf-8", "surrogatepass"))
            if told["format"] != _FORMAT or told["came"] not in _CAME:
                return None  # a newer version wrote it, and may read it again
            pictures = {str(name): self._picture(digest).read_bytes() for name, digest in told["pictures"].items()}
            origin = Origin(file.stem, told["key"], told["came"], told["origin"])
            return UnsavedLayout(origin, told["name"], told["source"], pictures, datetime.fromisoformat(told["at"]))
        except (OSError, ValueError, LookupError, TypeError, AttributeError):
            return None

    def _sweep(self) -> None:
        """Remove pictures that no draft has any more. A file that can't be read may need any of them."""
        used: set[str] = set()
        for file in self._files():
            try:
                used.update(json.loads(file.read_bytes().decode("utf-8", "surrogatepass"))["pictures"].values())
            except (OSError, ValueError, LookupError, TypeError, AttributeError):
                return
        for picture in self._folder.glob("*.png"):
            if picture.stem not in used:
                picture.unlink(missing_ok=True)


def _told(layout: UnsavedLayout, pictures: dict[str, str]) -> dict[str, Any]:
    origin = layout.origin
    return {
        "format": _FORMAT, "key": origin.key, "came": origin.came, "origin": origin.source, "name": layout.name,
        "at": layout.at.isoformat(), "source": layout.source, "pictures": pictures,
    }  # fmt: skip
