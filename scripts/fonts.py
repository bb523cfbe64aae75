"""Make the shipped fonts from the Inter release.

Static cuts, because a variable font is not picked up alike by every Qt platform, and only the scripts a European box
office writes (Latin, Greek, Cyrillic, arrows, currency), because every kilobyte is read before the first paint.

    pip install fonttools brotli
    npm pack inter-ui && tar xzf inter-ui-*.tgz
    python scripts/fonts.py package/variable/InterVariable.woff2
"""

from __future__ import annotations

import sys
from pathlib import Path

FONTS = Path(__file__).parent.parent / "ticketforge_desktop" / "resources" / "fonts"
CUTS = {"Regular": 400, "Medium": 500, "SemiBold": 600, "Bold": 700}
OPTICAL_SIZE = 14
FEATURES = ["calt", "case", "ccmp", "kern", "liga", "locl", "mark", "mkmk", "tnum", "zero"]
RANGES = [
    (0x20, 0x7E), (0xA0, 0x24F), (0x2B0, 0x2FF), (0x300, 0x36F), (0x370, 0x3FF), (0x400, 0x4FF), (0x1E00, 0x1EFF),
    (0x2000, 0x206F), (0x2070, 0x209F), (0x20A0, 0x20CF), (0x2100, 0x214F), (0x2190, 0x21FF), (0x2200, 0x22FF),
    (0x2300, 0x23FF), (0x25A0, 0x25FF), (0x2700, 0x27BF), (0xFB00, 0xFB06), (0xFFFD, 0xFFFD),
]  # fmt: skip


def main(source: str) -> None:
    """Write one TTF a weight; `source` is InterVariable as WOFF2 or TTF."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    for name, weight in CUTS.items():
        font = TTFont(source)
        font = instancer.instantiateVariableFont(font, {"wght": weight, "opsz": OPTICAL_SIZE}, updateFontNames=True)
        font.flavor = None
        options = Options()
        options.layout_features = FEATURES
        options.name_IDs = [1, 2, 3, 4, 5, 6, 13, 14, 16, 17]
        options.hinting = False
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=[code for first, last in RANGES for code in range(first, last + 1)])
        subsetter.subset(font)
        _digits_only(font)
        _name(font, name)
        font.save(FONTS / f"Inter-{name}.ttf")


def _digits_only(font: object) -> None:
    """Inter's tabular figures widen hyphens and signs too; in running text only the digits may be of one width."""
    table = font["GSUB"].table  # type: ignore[index]
    digits = {font.getBestCmap()[ord(digit)] for digit in "0123456789"}  # type: ignore[attr-defined]
    chosen = {at for record in table.FeatureList.FeatureRecord if record.FeatureTag == "tnum"
              for at in record.Feature.LookupListIndex}  # fmt: skip
    for at in chosen:
        for part in table.LookupList.Lookup[at].SubTable:
            inner = getattr(part, "ExtSubTable", part)
            inner.mapping = {glyph: to for glyph, to in inner.mapping.items() if glyph in digits}


def _name(font: object, style: str) -> None:
    """Give the cut the four-style family names old font engines need and the typographic ones modern engines use."""
    table = font["name"]  # type: ignore[index]
    plain = style in ("Regular", "Bold")
    for number, text in {
        1: "Inter" if plain else f"Inter {style}",
        2: style if plain else "Regular",
        3: f"TicketForge;Inter-{style}",
        4: f"Inter {style}",
        6: f"Inter-{style}",
        16: "Inter",
        17: style,
    }.items():
        table.setName(text, number, 3, 1, 0x409)


if __name__ == "__main__":
    main(sys.argv[1])
