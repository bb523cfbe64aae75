"""The profile's small files: whole or old, never half; logs and crash files without people in them."""

from __future__ import annotations

import logging
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ticketforge_desktop.domain.errors import BadInput, DiskFull
from ticketforge_desktop.host.atomic import replace_file
from ticketforge_desktop.host.clock import SystemClock
from ticketforge_desktop.host.crash import write_crash
from ticketforge_desktop.host.folder import ProfileFolder, profile_folder
from ticketforge_desktop.host.logs import start_log, stop_log
from ticketforge_desktop.host.window_file import WindowFile


def test_the_profile_is_named_by_option_then_by_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TICKETFORGE_HOME", str(tmp_path / "environment"))
    assert profile_folder(str(tmp_path / "option")).path == tmp_path / "option"
    assert profile_folder().path == tmp_path / "environment"
    monkeypatch.delenv("TICKETFORGE_HOME")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert profile_folder().path.name == "TicketForge Desktop"


def test_only_its_owner_may_read_the_profile(tmp_path: Path) -> None:
    folder = ProfileFolder(tmp_path / "new" / "profile").make()
    assert folder.path.stat().st_mode & 0o077 == 0


def test_a_file_in_the_folders_place_is_bad_input(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BadInput) as caught:
        ProfileFolder(tmp_path / "file").make()
    assert "--home" in caught.value.next_step


def test_a_failed_replacement_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file"
    replace_file(path, b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DiskFull):
        replace_file(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_looks_are_kept_and_a_damaged_file_counts_as_empty(tmp_path: Path) -> None:
    looks = WindowFile(tmp_path / "window.json")
    looks.put("language", "de")
    looks.put("scale", 125)
    assert WindowFile(tmp_path / "window.json").get("scale") == 125
    (tmp_path / "window.json").write_text("{half")
    assert looks.get("language") is None
    looks.put("language", "en")
    assert looks.get("language") == "en"


def test_the_log_is_written_and_closed(tmp_path: Path) -> None:
    handler = start_log(tmp_path / "logs")
    try:
        logging.getLogger("ticketforge_desktop.sync").info("sync began")
    finally:
        stop_log(handler)
    assert "sync began" in (tmp_path / "logs" / "ticketforge.log").read_text()


def test_a_crash_file_names_the_place_and_no_person(tmp_path: Path) -> None:
    def fails(holder: str) -> None:
        raise ValueError(f"no ticket for {holder}")

    try:
        fails("Zenobia Planted")
    except ValueError as error:
        path = write_crash(tmp_path, datetime(2026, 11, 14, 19, 0, tzinfo=UTC), error, error.__traceback__)
    text = path.read_text()
    assert "ValueError" in text
    assert "in fails" in text
    assert "Zenobia" not in text


def test_the_clock_tells_its_zone() -> None:
    assert SystemClock().now().tzinfo is UTC
