"""Tickets into a file: whole, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.services.paper import NOBODY, Hall, render_room
from ticketforge_desktop.domain.errors import BadInput, DiskFull, LayoutFault, NotFound, RightMissing
from ticketforge_desktop.host.atomic import replace_file


def in_place(path: str, data: bytes) -> None:
    replace_file(Path(path), data)


def test_tickets_are_written_to_a_file_whole(tmp_path: Path, ids: list[str], hall: Hall) -> None:
    room = render_room(hall.profile, in_place)
    out = tmp_path / "tickets.pdf"

    done = room.render(ids, "pdf", "sheet-a4-4", str(out))

    assert done.as_json() == {"file": str(out), "bytes": out.stat().st_size}
    assert out.read_bytes().startswith(b"%PDF-")
    assert room.render(ids, "zpl", "roll-80mm", str(out), words="en").bytes == out.stat().st_size
    assert out.read_bytes().count(b"^XFR:") == 3


@pytest.mark.parametrize(
    ("chosen", "language", "layout", "error"),
    [
        ([], "pdf", "sheet-a4-4", BadInput),
        (None, "word", "sheet-a4-4", BadInput),
        (None, "pdf", "gone", NotFound),
        (["ff" * 8], "pdf", "sheet-a4-4", NotFound),
        (None, "zpl", "sheet-a4-4", LayoutFault),
    ],
)
def test_what_cannot_be_rendered_writes_nothing(
    hall: Hall, chosen: list[str] | None, language: str, layout: str, error: type[Exception], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    with pytest.raises(error):
        render_room(hall.profile, in_place).render(
            hall.ids if chosen is None else chosen, language, layout, str(out / "x")
        )
    assert list(out.iterdir()) == []


def test_a_disk_that_is_full_leaves_the_file_as_it_was(tmp_path: Path, ids: list[str], hall: Hall) -> None:
    def full(_path: str, _data: bytes) -> None:
        raise DiskFull("The disk is full.")

    with pytest.raises(DiskFull):
        render_room(hall.profile, full).render(ids, "pdf", "sheet-a4-4", str(tmp_path / "x"))
    with pytest.raises(RightMissing):
        render_room(hall.profile, full, staff=NOBODY).render(ids, "pdf", "sheet-a4-4", "x")
