"""Drafts on the disk: whole or as they were before, whatever ends the program in the middle of writing."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ticketforge_desktop.devices.printing.layouts_unsaved import UnsavedFolder
from ticketforge_desktop.services.ports.unsaved_layouts import Origin, UnsavedLayout

AT = datetime(2026, 11, 14, 13, 2, tzinfo=UTC)
ONE, OTHER = "1" * 32, "2" * 32
LOGO = b"\x89PNG" + bytes(20_000)

# Keeps one draft after the other, each with a text that names it, until it is killed.
ENDLESS = """
import sys
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from ticketforge_desktop.devices.printing.layouts_unsaved import UnsavedFolder
from ticketforge_desktop.services.ports.unsaved_layouts import Origin, UnsavedLayout
folder = UnsavedFolder(Path(sys.argv[1]))
for n in count():
    text = f"{n} " * 20_000
    folder.keep(UnsavedLayout(Origin("1" * 32, "a", "station", "x"), "a", text, {}, datetime.now(UTC)), n)
    print(n, flush=True)
"""


def draft(draft_id: str = ONE, source: str = "a", at: datetime = AT, **pictures: bytes) -> UnsavedLayout:
    return UnsavedLayout(Origin(draft_id, "plan.toml", "file", "before ü\r\n"), "plan", source, pictures, at)


def test_what_was_kept_is_read_as_it_was_oldest_first(tmp_path: Path) -> None:
    folder = UnsavedFolder(tmp_path / "unsaved")
    assert folder.all() == []
    late, early = draft(OTHER, 'name = "ß 𝄞"\r\n', AT + timedelta(hours=1), logo=LOGO), draft(at=AT)
    folder.keep(late, 1)
    folder.keep(early, 1)
    assert UnsavedFolder(tmp_path / "unsaved").all() == [early, late]


def test_pictures_lie_there_once_and_go_with_the_last_draft_that_has_them(tmp_path: Path) -> None:
    folder = UnsavedFolder(tmp_path)
    folder.keep(draft(ONE, logo=LOGO), 1)
    folder.keep(draft(OTHER, badge=LOGO), 1)
    assert len(list(tmp_path.glob("*.png"))) == 1
    folder.forget(ONE, 2)
    assert folder.all() == [draft(OTHER, badge=LOGO)]
    folder.forget(OTHER, 2)
    assert list(tmp_path.iterdir()) == []


def test_a_call_that_was_overtaken_changes_nothing(tmp_path: Path) -> None:
    folder = UnsavedFolder(tmp_path)
    folder.keep(draft(source="new"), 5)
    folder.keep(draft(source="old"), 4)
    folder.forget(ONE, 3)
    assert [one.source for one in folder.all()] == ["new"]
    folder.forget(ONE, 6)
    folder.keep(draft(source="old"), 5)
    assert folder.all() == []


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"format": 9}', '{"format": 1, "came": "mars"}'])
def test_a_file_nobody_can_read_is_left_alone_and_hides_no_other(tmp_path: Path, damage: str) -> None:
    folder = UnsavedFolder(tmp_path)
    folder.keep(draft(ONE, logo=LOGO), 1)
    (tmp_path / f"{OTHER}.json").write_text(damage, encoding="utf-8")
    assert [one.origin.draft_id for one in folder.all()] == [ONE]
    folder.forget(ONE, 2)
    assert (tmp_path / f"{OTHER}.json").exists()
    assert list(tmp_path.glob("*.png")), "it may be the picture of the one that can't be read"


def test_no_draft_is_called_so_that_it_leads_elsewhere(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="elsewhere"):
        UnsavedFolder(tmp_path).forget("../elsewhere", 1)


def test_a_program_that_is_killed_while_it_writes_leaves_a_whole_draft(tmp_path: Path) -> None:
    for _ in range(3):
        child = subprocess.Popen([sys.executable, "-c", ENDLESS, str(tmp_path)], stdout=subprocess.PIPE, text=True)
        assert child.stdout is not None
        told = [int(child.stdout.readline()) for _ in range(15)]
        os.kill(child.pid, 9)
        child.wait()
        told += [int(line) for line in child.stdout if line.endswith("\n")]
        child.stdout.close()
        (found,) = UnsavedFolder(tmp_path).all()
        number = int(found.source.split(" ", 1)[0])
        assert found.source == f"{number} " * 20_000
        assert number in (told[-1], told[-1] + 1), "what was told to be kept is kept"
