"""Exported tables: whole or not at all, and nothing in them runs in a spreadsheet."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.ui.models.export import Export, safe_cell, tab_separated, write_csv


@pytest.mark.parametrize(
    "hostile", ["=1+1", "+49 40 123/4", "@SUM(A1)", "-2+3", "  =cmd|' /C calc'!A0", "\tx", "\rx", "＝1", "\ufeff=A1"]
)
def test_a_cell_that_would_run_is_quoted(hostile: str) -> None:
    assert safe_cell(hostile) == f"'{hostile}"


@pytest.mark.parametrize("plain", ["", "Müller", "-5", "+12.40", "-1.234,56", "12 %", "a=b", "#1042", "x@example.org"])
def test_numbers_and_words_stay_what_they_are(plain: str) -> None:
    assert safe_cell(plain) == plain


def test_rows_for_the_clipboard_keep_their_columns() -> None:
    assert tab_separated([["a\tb", "line\nbreak"], ["=x", "2"]]) == "a b\tline break\n'=x\t2"


def test_an_export_reads_back_with_umlauts_and_quotes(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    heard: list[int] = []
    rows = [[f"#{n}", 'Jörg "Ö"; Weiß, sen.', "=1"] for n in range(1200)]
    assert write_csv(path, ["Order", "Holder", "x"], rows, delimiter=";", progress=heard.append) == Export(1200, True)
    with path.open(encoding="utf-8-sig", newline="") as file:
        back = list(csv.reader(file, delimiter=";"))
    assert back[0] == ["Order", "Holder", "x"]
    assert back[1200] == ["#1199", 'Jörg "Ö"; Weiß, sen.', "'=1"]
    assert heard == [0, 500, 1000]


def test_a_cancelled_export_leaves_the_old_file_alone(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text("yesterday")
    answers = iter([False, True])
    done = write_csv(path, ["x"], ([str(n)] for n in range(5000)), cancelled=lambda: next(answers))
    assert done == Export(500, complete=False)
    assert path.read_text() == "yesterday"
    assert list(tmp_path.iterdir()) == [path]


def test_a_place_that_is_no_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as trouble:
        write_csv(tmp_path / "nowhere" / "x.csv", ["x"], [["1"]])
    assert trouble.value.facts["field"] == "path"
