"""Layouts as shops make them: a built-in one with a logo of their own."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from ticketforge_desktop.devices.printing.layouts import LayoutShelf

BUILT_IN = Path("ticketforge_desktop/resources/layouts")


def shelf_with_logo(folder: Path, layout: str, at: str, size: str) -> LayoutShelf:
    """The layout under the name `with-logo`; place and size in millimetres, as the file writes them."""
    logo = Image.new("L", (60, 40), 255)
    logo.paste(0, (10, 10, 50, 30))
    logo.save(folder / "logo.png")
    source = (BUILT_IN / f"{layout}.toml").read_text(encoding="utf-8")
    source = source.replace(f'name = "{layout}"', 'name = "with-logo"')
    item = f'\n[[item]]\nkind = "image"\nat = [{at}]\nsize = [{size}]\nfile = "logo.png"\n'
    (folder / "with-logo.toml").write_text(source + item, encoding="utf-8")
    return LayoutShelf(folder)
