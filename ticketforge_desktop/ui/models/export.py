"""Tables out of the window: CSV files and the clipboard, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import os
import re
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final, NamedTuple, Protocol

from ticketforge_desktop.domain.errors import BadInput, DiskFull

_ENOSPC: Final = 28
# A spreadsheet runs a cell that begins with one of these (OWASP, "CSV Injection").
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NUMBER: Final = re.compile(r"[+-]?[\d.,\u00a0\u202f ']*\d\s?%?")


class _Writer(Protocol):
    def writerow(self, row: Sequence[str], /) -> object: ...


class Export(NamedTuple):
    """How an export ended: rows written, and whether it ran to its end. A cancelled one leaves no file."""

    rows: int
    complete: bool


def safe_cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe is put before it, a plain number stays.

    The apostrophe is looked for behind leading blanks too, because spreadsheets trim them.
    """
    bare = text.lstrip(" \u00a0\ufeff")
    if bare.startswith(_FORMULA) and not _NUMBER.fullmatch(bare):
        return f"'{text}"
    return text


def tab_separated(rows: Iterable[Sequence[str]]) -> str:
    """Rows for the clipboard: tabs between cells, one line a row, formula-safe."""
    return "\n".join("\t".join(safe_cell(" ".join(cell.split())) for cell in row) for row in rows)


def write_csv(
    path: Path,
    head: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    delimiter: str = ",",
    progress: Callable[[int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Export:
    """Write a table as CSV: UTF-8 with BOM and CRLF, as spreadsheets expect.

    The file appears whole or not at all: it is written beside its place and moved there, so a cancelled or failed
    export leaves what was there before. `progress` hears the rows done every 500 rows.

    Raises:
        DiskFull: no room left. BadInput: the place can't be written to.
    """
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    except OSError as trouble:
        raise _typed(trouble, path) from trouble
    part = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8-sig", newline="") as out:
            done = _write(csv.writer(out, delimiter=delimiter), head, rows, progress, cancelled)
        if done.complete:
            part.replace(path)
    except OSError as trouble:
        raise _typed(trouble, path) from trouble
    finally:
        part.unlink(missing_ok=True)
    return done


def _write(
    writer: _Writer,
    head: Sequence[str],
    rows: Iterable[Sequence[str]],
    progress: Callable[[int], None] | None,
    cancelled: Callable[[], bool] | None,
) -> Export:
    writer.writerow(head)
    done = 0
    for row in rows:
        if done % 500 == 0:
            if cancelled is not None and cancelled():
                return Export(done, complete=False)
            if progress is not None:
                progress(done)
        writer.writerow([safe_cell(cell) for cell in row])
        done += 1
    return Export(done, complete=True)


def _typed(trouble: OSError, path: Path) -> BadInput | DiskFull:
    if trouble.errno == _ENOSPC:
        return DiskFull(f"No room left for {path.name}.", path=str(path))
    return BadInput(f"{path.name} can't be written: {trouble.strerror}.", field="path", value=str(path))
