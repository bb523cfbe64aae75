"""The layouts of a station: those that came with the program, and the shop's own in a folder of the profile."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from pathlib import Path, PurePosixPath

from ticketforge_desktop.devices.printing import png_header
from ticketforge_desktop.devices.printing.layout_file import read_layout
from ticketforge_desktop.devices.printing.model import Layout
from ticketforge_desktop.devices.printing.toml_reader import layout_fault
from ticketforge_desktop.domain.errors import LayoutFault, NotFound
from ticketforge_desktop.services.ports.printing import LayoutInfo


class LayoutShelf:
    """Finds and reads layouts by name. A shop's own layout stands in front of a built-in one of the same name."""

    def __init__(self, own: Path | None = None) -> None:
        self._own = own

    def layout(self, name: str) -> Layout:
        """Raises `NotFound` when there is none of that name, `LayoutFault` when it can't be printed."""
        if name not in self._names():
            known = ", ".join(sorted(self._names()))
            raise NotFound(f"There is no layout '{name}'. Known are {known}.", layout=name)
        own = self._own / f"{name}.toml" if self._own else None
        if own is not None and own.is_file():
            return read_file(own)
        return built_in(name)

    def for_printer(self, name: str, language: str) -> Layout:
        """The layout, if it is made for this printer language. Raises `LayoutFault`, `NotFound`."""
        layout = self.layout(name)
        if language not in layout.languages:
            made_for = ", ".join(layout.languages)
            raise layout_fault(name, [(0, f"it is made for {made_for}, not for {language}")])
        return layout

    def all(self) -> Sequence[LayoutInfo]:
        """Every layout, built-in first, then by name; broken ones with their faults."""
        builtin = set(built_in_names())
        infos = []
        for name in self._names():
            own = self._own is not None and (self._own / f"{name}.toml").is_file()
            try:
                infos.append(_info(self.layout(name), built_in=not own))
            except LayoutFault as fault:
                infos.append(LayoutInfo(name, {}, 0, (), 0, 0, name in builtin and not own, _faults(fault)))
        return sorted(infos, key=lambda info: (not info.built_in, info.name))

    def check(self, path: str) -> LayoutInfo:
        """Read a file that need not be in the shop's folder. Raises `LayoutFault`, `NotFound`."""
        return _info(read_file(Path(path)), built_in=False)

    def _names(self) -> list[str]:
        own = [path.stem for path in self._own.glob("*.toml")] if self._own and self._own.is_dir() else []
        return list(dict.fromkeys((*built_in_names(), *own)))


def read_file(path: Path) -> Layout:
    """A layout from a file, with its pictures beside it. Raises `LayoutFault`, `NotFound`."""
    try:
        source = path.read_bytes()
    except OSError as trouble:
        raise NotFound(f"The layout {path.name} can't be read: {trouble.strerror}.", layout=path.name) from trouble
    return read_layout(path.stem, source, lambda name: _picture(path.parent, name))


def _picture(folder: Path, name: str) -> bytes:
    """A picture beside the layout. Names that lead elsewhere are refused: a layout may come from anybody."""
    parts = PurePosixPath(name).parts
    if "\\" in name or ":" in name or name.startswith("/") or ".." in parts:
        raise ValueError("a picture lies beside its layout; the name may not lead elsewhere")
    path = folder.joinpath(*parts)
    if path.stat().st_size > png_header.MAX_BYTES:
        raise ValueError(f"it has {path.stat().st_size / 1e6:.1f} MB; at most {png_header.MAX_BYTES // 1_000_000} MB")
    return path.read_bytes()


@lru_cache(maxsize=1)
def built_in_names() -> tuple[str, ...]:
    """The names of the layouts that came with the program."""
    folder = files("ticketforge_desktop.resources") / "layouts"
    return tuple(sorted(entry.name.removesuffix(".toml") for entry in folder.iterdir() if entry.name.endswith(".toml")))


@lru_cache(maxsize=32)
def built_in(name: str) -> Layout:
    """A layout that came with the program."""
    folder = files("ticketforge_desktop.resources") / "layouts"
    return read_layout(name, (folder / f"{name}.toml").read_bytes(), lambda file: (folder / file).read_bytes())


def _info(layout: Layout, *, built_in: bool) -> LayoutInfo:
    return LayoutInfo(
        layout.name, layout.title, layout.version, layout.languages, layout.width, layout.height, built_in
    )  # fmt: skip


def _faults(fault: LayoutFault) -> tuple[tuple[int, str], ...]:
    found = fault.facts.get("faults")
    entries = found if isinstance(found, list) else []
    return tuple((int(entry["line"]), str(entry["reason"])) for entry in entries)
