"""Folders with blackout packs: the sealed list, the paper, and a manifest that says what they must be.

The manifest is written last: a folder without one is no pack. It is not secret and proves nothing by itself; what
counts is sealed with the list, and the digests tell a torn copy before anybody types a passphrase.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from ticketforge_desktop.domain.errors import BadInput, DiskFull, PackDamaged
from ticketforge_desktop.host.atomic import replace_file
from ticketforge_desktop.services.ports.blackout import PackFiles

MANIFEST: Final = "manifest.json"
SEALED: Final = "door-list.sealed"
PAPER: Final = "door-list.pdf"
_LONGEST_MANIFEST: Final = 64 * 1024


class Folders:
    """`PackShelf` on the computer's folders."""

    def check_empty(self, folder: str) -> None:
        path = Path(folder)
        try:
            taken = path.exists() and (not path.is_dir() or any(path.iterdir()))
        except OSError as error:
            raise BadInput(f"{folder} can't be read: {error.strerror}.", field="output") from error
        if taken:
            raise BadInput(f"{folder} is not empty.", next_step="Name a new folder for the pack.", field="output")

    def write(self, folder: str, files: PackFiles) -> str:
        self.check_empty(folder)
        path = Path(folder)
        try:
            path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise DiskFull(f"{folder} can't be made: {error.strerror}.", path=folder) from error
        written = {SEALED: files.sealed} | ({PAPER: files.paper} if files.paper else {})
        for name, data in written.items():
            replace_file(path / name, data)
        listed = {name: {"bytes": len(data), "sha256": _digest(data)} for name, data in written.items()}
        replace_file(path / MANIFEST, json.dumps({**files.facts, "files": listed}, indent=2).encode() + b"\n")
        return str(path.resolve())

    def read(self, folder: str) -> PackFiles:
        path = Path(folder)
        whole = _manifest(path)
        files: dict[str, bytes] = {}
        for name in (SEALED, PAPER):
            told = whole["files"].get(name)
            if told is not None:
                files[name] = _checked(path / name, told)
        if SEALED not in files:
            raise _damaged(SEALED, "is not in the manifest")
        facts = {key: value for key, value in whole.items() if key != "files"}
        return PackFiles(facts, files[SEALED], files.get(PAPER, b""))


def _manifest(path: Path) -> dict[str, Any]:
    try:
        text = (path / MANIFEST).read_bytes()
    except OSError as error:
        raise BadInput(
            f"There is no blackout pack in {path}: its {MANIFEST} is missing.",
            next_step="Name the folder the pack was written to, with all its files.",
            field="pack",
        ) from error
    try:
        whole = json.loads(text) if len(text) <= _LONGEST_MANIFEST else None
    except ValueError:
        whole = None
    if not isinstance(whole, dict) or not isinstance(whole.get("files"), dict):
        raise _damaged(MANIFEST, "can't be read")
    return whole


def _checked(path: Path, told: Mapping[str, object]) -> bytes:
    if not path.is_file():
        # A printed list may have been taken out; the door list never.
        if path.name == PAPER:
            return b""
        raise _damaged(path.name, "is missing")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise _damaged(path.name, f"can't be read ({error.strerror})") from error
    if not isinstance(told, dict) or told.get("sha256") != _digest(data):
        raise _damaged(path.name, "is not what the manifest says: it is torn or was altered")
    return data


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _damaged(name: str, why: str) -> PackDamaged:
    return PackDamaged(f"The pack's {name} {why}.", file=name)
