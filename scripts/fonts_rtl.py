"""Make the faces for right-to-left names from DejaVu Sans: Hebrew and Arabic with the joined forms, nothing else.

Inter, which tickets are set in, has neither script. The joined forms are kept as signs of their own, since the
program joins letters itself (`devices/printing/text.py`).

    pip install fonttools
    python scripts/fonts_rtl.py FOLDER_WITH_DEJAVU
"""

from __future__ import annotations

import sys
from pathlib import Path

FONTS = Path(__file__).parent.parent / "ticketforge_desktop" / "resources" / "fonts"
CUTS = {"DejaVuSans.ttf": "DejaVuSans-RTL.ttf", "DejaVuSans-Bold.ttf": "DejaVuSans-RTL-Bold.ttf"}
RANGES = [(0x20, 0x20), (0xA0, 0xA0), (0x590, 0x6FF), (0xFB1D, 0xFDFF), (0xFE70, 0xFEFF)]


def main(folder: str) -> None:
    """Write both cuts."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    for source, target in CUTS.items():
        font = TTFont(Path(folder) / source)
        options = Options()
        options.layout_features = []
        options.hinting = False
        options.name_IDs = [1, 2, 3, 4, 5, 6, 13, 14]
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=[code for first, last in RANGES for code in range(first, last + 1)])
        subsetter.subset(font)
        for number in (4, 6):
            font["name"].setName(target.removesuffix(".ttf"), number, 3, 1, 0x409)
        font.save(FONTS / target)


if __name__ == "__main__":
    main(sys.argv[1])
