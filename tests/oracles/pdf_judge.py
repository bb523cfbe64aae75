"""A PDF as poppler sees it: its pages at a printer's resolution, its words, its fonts."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from PIL import Image


def pages(pdf: bytes, dpi: float = 203) -> list[Image.Image]:
    """Each page as a grey picture."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "in.pdf").write_bytes(pdf)
        _poppler(["pdftoppm", "-r", str(dpi), "-gray", "in.pdf", "page"], folder)
        result = []
        for path in sorted(Path(folder).glob("page*.pgm")):
            with Image.open(path) as picture:
                result.append(picture.copy())
        return result


def words(pdf: bytes) -> str:
    """The text of all pages as a reader would copy it."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "in.pdf").write_bytes(pdf)
        return _poppler(["pdftotext", "-raw", "in.pdf", "-"], folder)


def fonts(pdf: bytes) -> list[str]:
    """A line a font: name, type, encoding, whether embedded and subset."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "in.pdf").write_bytes(pdf)
        return _poppler(["pdffonts", "in.pdf"], folder).splitlines()[2:]


def _poppler(command: list[str], folder: str) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, check=True, timeout=120)
    # Poppler mends broken files silently but for a word here.
    assert not done.stderr, done.stderr.decode()
    return done.stdout.decode("utf-8")
