"""One window a profile; commands may run beside it, a second window may not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from ticketforge_desktop.bootstrap.window import only_window
from ticketforge_desktop.domain.errors import ProfileInUse
from ticketforge_desktop.host.folder import ProfileFolder

OPENS = [sys.executable, "-m", "ticketforge_desktop", "--home"]


def test_a_second_window_says_which_one_to_use_and_leaves_the_profile_alone(tmp_path: Path) -> None:
    folder = ProfileFolder(tmp_path / "profile").make()
    with only_window(folder):
        before = sorted(folder.path.rglob("*"))
        second = subprocess.run([*OPENS, str(folder.path)], capture_output=True, text=True, timeout=60)
        assert second.returncode == 1
        assert "already open" in second.stderr
        assert "--home" in second.stderr
        assert sorted(folder.path.rglob("*")) == before


def test_the_profile_is_free_again_once_its_window_is_closed(tmp_path: Path) -> None:
    folder = ProfileFolder(tmp_path / "profile").make()
    with only_window(folder), pytest.raises(ProfileInUse) as refused, only_window(folder):
        pass
    assert refused.value.code == "profile_in_use"
    with only_window(folder):
        pass
