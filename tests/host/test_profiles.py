"""Several stores on one computer: names, folders, and what a list shows of them."""

import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.host import windows
from ticketforge_desktop.host.folder import ProfileFolder
from ticketforge_desktop.host.profiles import base_of, named_profile, note_store, profile_name, profiles
from ticketforge_desktop.host.windows import start_window, window_command


def opened(folder: ProfileFolder) -> ProfileFolder:
    folder.make()
    (folder.databases / "station.db").write_bytes(b"")
    return folder


def test_a_name_is_a_folder_of_its_own(tmp_path: Path) -> None:
    base = str(tmp_path)
    assert named_profile(base, None).path == tmp_path
    assert named_profile(base, "Default").path == tmp_path
    assert named_profile(base, " Theater  Süd ").path == tmp_path / "profiles" / "Theater Süd"
    assert named_profile(base, "Su\u0308d").path == named_profile(base, "S\u00fcd").path, "however it was typed"
    assert base_of(named_profile(base, "a")) == base_of(named_profile(base, None)) == base


@pytest.mark.parametrize(
    "name",
    ["", "  ", ".", "..", "../x", "a/b", "a\\b", "c:", ".hidden", "x.", "nul", "COM1", "lpt1.txt", "a" * 41, "a\0b"],
)
def test_what_can_be_no_folder_is_refused(name: str) -> None:
    with pytest.raises(BadInput) as refused:
        profile_name(name)
    assert refused.value.facts["field"] == "profile"


@given(st.text(max_size=60))
def test_no_name_leads_out_of_the_folder(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    base = tmp_path_factory.getbasetemp()
    try:
        folder = named_profile(str(base), text)
    except BadInput:
        return
    inside = Path(os.path.normpath(folder.path))
    assert inside == base or inside.parent == base / "profiles"


def test_the_list_names_the_stores(tmp_path: Path) -> None:
    base = str(tmp_path)
    assert list(profiles(base)) == []
    note_store(opened(named_profile(base, None)), "nord.myshopify.com", "Bühne Nord")
    south = opened(named_profile(base, "Süd"))
    named_profile(base, "begun and left").make()
    listed = profiles(base, south.path)
    assert [(row.name, row.shop, row.shop_name, row.current) for row in listed] == [
        ("default", "nord.myshopify.com", "Bühne Nord", False),
        ("Süd", "", "", True),
    ]
    (tmp_path / "store.json").write_text("{damaged")
    assert profiles(base)[0].shop == "", "a damaged card costs the name and nothing else"


def test_another_window_opens_that_profile(tmp_path: Path) -> None:
    folder = named_profile(str(tmp_path), "Süd")
    assert window_command(folder)[-2:] == ["--home", str(folder.path)]


def test_the_other_window_is_a_process_that_goes_its_own_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = named_profile(str(tmp_path), "Süd")
    seen = tmp_path / "seen"
    story = "import os, sys; open(sys.argv[1], 'w').write(str(os.getsid(0) == os.getpid()))"
    monkeypatch.setattr(windows, "window_command", lambda _folder: [sys.executable, "-c", story, str(seen)])
    assert start_window(folder).wait(60) == 0
    assert seen.read_text() == "True", "closing this window does not close that one"
