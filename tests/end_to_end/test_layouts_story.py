"""A shop brings its own layout: checked, installed, mended, and its past kept."""

from __future__ import annotations

from pathlib import Path

from tests.devices.test_layout_files import GOOD
from tests.end_to_end.conftest import BoxOffice


def test_a_layout_is_checked_installed_and_its_past_stays(tmp_path: Path) -> None:
    office = BoxOffice(tmp_path / "home")
    file = tmp_path / "club.toml"
    file.write_text(GOOD.replace("{event}", "{evnt}"), encoding="utf-8")
    refused = office.one("layouts", "install", str(file), code=1)["error"]
    assert refused["code"] == "layout_fault"
    assert "line 13" in refused["message"]
    assert not (tmp_path / "home" / "layouts").exists()

    file.write_text(GOOD, encoding="utf-8")
    assert office.one("layouts", "check", str(file))["faults"] == []
    assert office.one("layouts", "install", str(file))["version"] == 1
    file.write_text(GOOD.replace("[100, 50]", "[120, 50]"), encoding="utf-8")
    done = office.one("layouts", "install", str(file))
    assert (done["name"], done["version"], done["replaced"]) == ("small", 2, 1)
    listed = {row["name"]: row for row in office.run("layouts", "list", "--older")}
    assert (listed["small"]["width"], listed["small@1"]["width"]) == (120, 100)
    assert "small@1" not in {row["name"] for row in office.run("layouts", "list")}


def test_a_code_is_read_back_from_what_each_printer_would_print(tmp_path: Path) -> None:
    office = BoxOffice(tmp_path / "home")
    file = tmp_path / "club.toml"
    file.write_text(GOOD, encoding="utf-8")

    _, *verdicts = office.run("layouts", "check", str(file), "--scan")
    assert [(row["language"], row["dpi"], row["good"]) for row in verdicts] == [
        ("zpl", 203, True), ("zpl", 300, True), ("pdf", 203, True), ("pdf", 300, True)
    ]  # fmt: skip
    file.write_text(GOOD.replace("size = 31", "size = 20"), encoding="utf-8")
    _, coarse, fine, *_ = office.run("layouts", "check", str(file), "--scan", code=1)
    assert (coarse["good"], fine["good"]) == (False, True)
    assert "needs 24.5 mm" in coarse["faults"][0]
    assert coarse["tickets"] > 10, "the nastiest data a store may hold is among them"
    assert fine["cut_lines"] == [9], "the title of the event: names may be endless"
