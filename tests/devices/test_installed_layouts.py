"""Layouts of the shop in its profile: checked before, kept whole, and never changed once they were printed with."""

from __future__ import annotations

import errno
import os
import threading
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from tests.devices.test_layout_files import GOOD, LOGO
from ticketforge_desktop.devices.printing import installed
from ticketforge_desktop.devices.printing.layouts import LayoutShelf
from ticketforge_desktop.devices.printing.model import ImageItem
from ticketforge_desktop.domain.errors import BadInput, DiskFull, LayoutFault, NotFound


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Where somebody makes layouts."""
    folder = tmp_path / "desk"
    folder.mkdir()
    return folder


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    return tmp_path / "profile" / "layouts"


def written(folder: Path, text: str = GOOD) -> str:
    file = folder / "small.toml"
    file.write_text(text, encoding="utf-8")
    return str(file)


def as_wide_as(width: int) -> str:
    return GOOD.replace("size = [100, 50]", f"size = [{width}, 50]")


def small_ones(shelf: LayoutShelf, *, older: bool = False) -> dict[str, int]:
    return {info.name: info.version for info in shelf.all(older=older) if "small" in info.name}


def test_an_installed_layout_is_there_for_every_reader_though_its_file_goes(desk: Path, profile: Path) -> None:
    file = written(desk)
    done = LayoutShelf(profile).install(file)
    Path(file).unlink()

    assert (done.name, done.version, done.replaced, done.already) == ("small", 1, 0, False)
    shelf = LayoutShelf(profile)
    assert shelf.layout("small").width == 100
    (info,) = [info for info in shelf.all() if info.name == "small"]
    assert (info.version, info.built_in, info.faults) == (1, False, ())


def test_installing_a_name_again_keeps_the_old_version_readable(desk: Path, profile: Path) -> None:
    shelf = LayoutShelf(profile)
    shelf.install(written(desk))

    done = shelf.install(written(desk, as_wide_as(120)))

    assert (done.version, done.replaced) == (2, 1), "the file still says 1, but 1 is another"
    assert shelf.layout("small").width == 120
    assert (shelf.layout("small@1").width, shelf.layout("small@2").width) == (100, 120)
    assert small_ones(shelf) == {"small": 2}
    assert small_ones(shelf, older=True) == {"small": 2, "small@1": 1}
    for unknown in ("small@3", "small@0", "small@", "small@x", "small@../1", "../small@1", "gone@1"):
        with pytest.raises(NotFound):
            shelf.layout(unknown)


def test_a_file_that_raises_its_version_keeps_that_number_and_the_same_again_changes_nothing(
    desk: Path, profile: Path
) -> None:
    shelf = LayoutShelf(profile)
    shelf.install(written(desk))
    newer = written(desk, GOOD.replace('title = "Small"', 'title = "Small"\nversion = 7'))
    assert shelf.install(newer).version == 7
    again = shelf.install(newer)
    assert (again.version, again.already) == (7, True)
    assert sorted(path.name for path in (profile / "small").iterdir()) == ["1", "7"]
    back = shelf.install(written(desk))
    assert (back.version, back.already) == (8, False), "going back is a version of its own"


def test_a_faulty_file_is_refused_with_line_and_reason_and_changes_nothing(desk: Path, profile: Path) -> None:
    shelf = LayoutShelf(profile)
    shelf.install(written(desk))
    with pytest.raises(LayoutFault, match="line 13") as refused:
        shelf.install(written(desk, GOOD.replace("{event}", "{evnt}")))
    assert [entry["line"] for entry in refused.value.facts["faults"]] == [13]  # type: ignore[union-attr]
    with pytest.raises(NotFound):
        shelf.install(str(desk / "gone.toml"))
    assert [path.name for path in (profile / "small").iterdir()] == ["1"]
    assert shelf.layout("small").width == 100


def test_pictures_are_kept_with_their_version(desk: Path, profile: Path) -> None:
    shelf, logo = LayoutShelf(profile), desk / "art" / "logo.png"
    logo.parent.mkdir()
    for number, shade in enumerate((0, 255), 1):
        out = BytesIO()
        Image.new("L", (8, 8), shade).save(out, "PNG")
        logo.write_bytes(out.getvalue())
        assert shelf.install(written(desk, f"{GOOD}\n{LOGO}file = 'art/logo.png'\n")).version == number
    logo.unlink()
    old, new = (
        [placed.item for placed in shelf.layout(name).items if isinstance(placed.item, ImageItem)]
        for name in ("small@1", "small@2")
    )
    assert len(old) == len(new) == 1
    assert old != new


def test_a_file_laid_in_by_hand_stands_in_front_and_says_so(desk: Path, profile: Path) -> None:
    shelf = LayoutShelf(profile)
    shelf.install(written(desk))
    written(profile, as_wide_as(140))
    assert shelf.layout("small").width == 140
    assert list(small_ones(shelf, older=True)) == ["small", "small@1"]
    with pytest.raises(BadInput, match="stands in front") as refused:
        shelf.install(written(desk))
    assert "Move" in refused.value.next_step


def test_a_shops_layout_takes_the_place_of_a_built_in_one(desk: Path, profile: Path) -> None:
    shelf = LayoutShelf(profile)
    shelf.install(written(desk, GOOD.replace('name = "small"', 'name = "label-10x5cm"')))
    (info,) = [info for info in shelf.all() if info.name == "label-10x5cm"]
    assert not info.built_in
    assert len(shelf.layout("label-10x5cm").items) == 2


@pytest.mark.parametrize(("number", "error"), [(errno.ENOSPC, DiskFull), (errno.EACCES, BadInput)])
def test_a_disk_that_takes_no_more_leaves_what_was(
    desk: Path, profile: Path, monkeypatch: pytest.MonkeyPatch, number: int, error: type[Exception]
) -> None:
    def full(_path: Path, _data: bytes) -> None:
        raise OSError(number, os.strerror(number))

    shelf = LayoutShelf(profile)
    monkeypatch.setattr(installed, "write", full)
    with pytest.raises(error):
        shelf.install(written(desk))
    assert list(profile.iterdir()) == [], "not even a folder"
    monkeypatch.undo()
    assert shelf.install(written(desk)).version == 1


def test_two_who_install_at_the_same_moment_get_two_versions(tmp_path: Path, profile: Path) -> None:
    start, numbers = threading.Barrier(6), []

    def install(width: int) -> None:
        folder = tmp_path / f"desk-{width}"
        folder.mkdir()
        file = written(folder, as_wide_as(width))
        start.wait()
        numbers.append(LayoutShelf(profile).install(file).version)

    threads = [threading.Thread(target=install, args=(width,)) for width in range(101, 107)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(numbers) == [1, 2, 3, 4, 5, 6]
    assert {LayoutShelf(profile).layout(f"small@{n}").width for n in range(1, 7)} == set(range(101, 107))
    assert not list((profile / "small").glob(".new-*"))


def test_a_shelf_without_a_folder_installs_nothing(desk: Path) -> None:
    with pytest.raises(BadInput):
        LayoutShelf().install(written(desk))


def test_a_profile_that_cannot_hold_a_folder_says_so(tmp_path: Path, desk: Path) -> None:
    (tmp_path / "taken").write_text("a file where a folder should be", encoding="utf-8")
    with pytest.raises(BadInput, match="could not be installed") as refused:
        LayoutShelf(tmp_path / "taken" / "layouts").install(written(desk))
    assert "folder of the profile" in refused.value.next_step


def test_a_version_whose_picture_was_lost_is_installed_anew(desk: Path, profile: Path) -> None:
    shelf, logo = LayoutShelf(profile), desk / "logo.png"
    out = BytesIO()
    Image.new("L", (8, 8), 0).save(out, "PNG")
    logo.write_bytes(out.getvalue())
    file = written(desk, f"{GOOD}\n{LOGO}file = 'logo.png'\n")
    assert shelf.install(file).version == 1
    (profile / "small" / "1" / "logo.png").unlink()
    with pytest.raises(LayoutFault):
        shelf.layout("small")
    assert (shelf.install(file).version, len(shelf.layout("small").items)) == (2, 3)
