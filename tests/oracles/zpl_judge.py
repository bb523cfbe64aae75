"""ZPL as a printer of somebody else's making prints it: zpl-renderer-js on the packaged Node, labels as pictures."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
RENDERER = ROOT / ".build" / "judges" / "zpl" / "render.cjs"
# The renderer knows heads by dots a millimetre; a 300 dpi head has 11.8 and is its 12.
HEADS = {203: 8, 300: 12}


def labels(zpl: bytes, width: int, height: int, dpi: int) -> list[Image.Image]:
    """Every label of a job as a picture of `width` × `height` dots, 0 = black."""
    subprocess.run([sys.executable, str(ROOT / "scripts" / "setup_judges.py"), "zpl"], check=True)
    node = Path(sys.executable).parent / "node"
    head = HEADS[dpi]
    with tempfile.TemporaryDirectory() as folder:
        command = [str(node), str(RENDERER), str(width / head), str(height / head), str(head), folder]
        done = subprocess.run(command, input=zpl, capture_output=True, timeout=300)
        assert done.returncode == 0, done.stderr.decode()
        return [_picture(Path(folder) / f"{number}.png", width, height) for number in range(int(done.stdout))]


def pages(zpl: bytes, dpi: int) -> list[Image.Image]:
    """As `labels`, on paper of the size the job itself names (`^PW` and `^LL`)."""
    width, height = (int(re.search(rb"\^" + side + rb"(\d+)", zpl)[1]) for side in (b"PW", b"LL"))  # type: ignore[index]
    return labels(zpl, width, height, dpi)


def _picture(path: Path, width: int, height: int) -> Image.Image:
    # The renderer rounds the paper up to whole bytes.
    with Image.open(path) as picture:
        return picture.convert("L").crop((0, 0, width, height))
