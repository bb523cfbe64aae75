"""Several stores on one computer: named profiles in the folder of the program, each with files and secrets of its own.

The profile without a name (`default`) is the folder itself; a named one lies in `profiles/NAME` under it. What a list
of profiles shows of a store (its name) is kept beside the databases, readable without their keys: it is no secret.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.host.atomic import replace_file
from ticketforge_desktop.host.folder import ProfileFolder, profile_folder
from ticketforge_desktop.services.ports.host import ProfileInfo

DEFAULT: Final = "default"
LONGEST: Final = 40
_FOLDER: Final = "profiles"
_CARD: Final = "store.json"
_FORBIDDEN: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]')
_RESERVED: Final = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def named_profile(home: str | None, name: str | None) -> ProfileFolder:
    """The profile `name` under the folder that `home` (or TICKETFORGE_HOME, or the computer) gives.

    Raises:
        BadInput: that can be no profile's name.
    """
    base = profile_folder(home)
    if name is None:
        return base
    clean = profile_name(name)
    return base if clean.casefold() == DEFAULT else ProfileFolder(base.path / _FOLDER / clean)


def base_of(folder: ProfileFolder) -> str:
    """The folder above a profile's, which names the others too."""
    return str(folder.path.parent.parent if folder.path.parent.name == _FOLDER else folder.path)


def profile_name(text: str) -> str:
    """A name as its folder is called: blanks tidied, letters composed. Raises `BadInput`."""
    name = unicodedata.normalize("NFC", " ".join(text.split()))
    faulty = not name or len(name) > LONGEST or name[0] == "." or name[-1] == "."
    if faulty or _FORBIDDEN.search(name) or _RESERVED.fullmatch(name):
        raise BadInput(
            f"{text!r} can't be the name of a profile.",
            field="profile",
            next_step=f"Choose a name of 1 to {LONGEST} letters, digits and blanks, such as: Theater Nord.",
        )
    return name


def profiles(home: str | None, current: Path | None = None) -> Sequence[ProfileInfo]:
    """The default profile and the named ones, by name; those that were never opened are left out."""
    base = profile_folder(home)
    found = [(DEFAULT, base)]
    folder = base.path / _FOLDER
    if folder.is_dir():
        found += [(path.name, ProfileFolder(path)) for path in sorted(folder.iterdir(), key=_by_name) if path.is_dir()]
    return [
        _info(name, profile, current)
        for name, profile in found
        if (profile.databases / "station.db").exists() or profile.path == current
    ]


def note_store(folder: ProfileFolder, domain: str, name: str) -> None:
    """Write beside the databases which store this profile belongs to."""
    replace_file(folder.path / _CARD, json.dumps({"shop": domain, "name": name}, ensure_ascii=False).encode())


def _info(name: str, folder: ProfileFolder, current: Path | None) -> ProfileInfo:
    try:
        card = json.loads((folder.path / _CARD).read_bytes())
        shop, shop_name = str(card["shop"]), str(card["name"])
    except (OSError, ValueError, KeyError, TypeError):
        shop = shop_name = ""
    return ProfileInfo(name, str(folder.path), shop, shop_name, current is not None and folder.path == current)


def _by_name(path: Path) -> str:
    return path.name.casefold()
