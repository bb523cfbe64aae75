"""The layouts of a station: those that came with the program, and the shop's own in a folder of the profile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from ticketforge_desktop.devices.printing import png_header
from ticketforge_desktop.devices.printing.installed import InstalledLayouts
from ticketforge_desktop.devices.printing.layout_file import is_name, parse_layout, read_layout
from ticketforge_desktop.devices.printing.layout_items import Pictures
from ticketforge_desktop.devices.printing.model import Layout
from ticketforge_desktop.devices.printing.toml_reader import Faults, faults_of, layout_fault, safe_picture_name
from ticketforge_desktop.domain.errors import BadInput, LayoutFault, LayoutMisfit, NotFound
from ticketforge_desktop.domain.layout_faults import Reason, Unfit, reason
from ticketforge_desktop.services.ports.printing import LayoutInfo


@dataclass(frozen=True, slots=True)
class Installation:
    """What installing a layout came to. `replaced` is the version that was in use before, 0 for none."""

    name: str
    version: int
    replaced: int
    file: str
    already: bool  # this very version was in use; nothing was written

    def as_json(self) -> dict[str, object]:
        """For `layouts install`."""
        return {name: getattr(self, name) for name in self.__slots__}


class LayoutShelf:
    """Finds and reads layouts by name. A shop's own layout stands in front of a built-in one of the same name.

    The shop's own are installed ones, of which `NAME@VERSION` reads an older version, and files that a person laid
    into the folder.
    """

    def __init__(self, own: Path | None = None) -> None:
        self._own = own
        self._installed = None if own is None else InstalledLayouts(own)

    def layout(self, name: str) -> Layout:
        """Raises `NotFound` when there is none of that name, `LayoutFault` when it can't be printed."""
        found = self._find(name)
        if found is not None:
            file, version = found
            layout = read_file(file)
            return layout if not version else replace(layout, version=version)
        if name not in built_in_names():
            known = ", ".join(sorted(self._names()))
            raise NotFound(f"There is no layout '{name}'. Known are {known}.", layout=name)
        return built_in(name)

    def source(self, name: str) -> tuple[str, dict[str, bytes]]:
        """The file of a layout as text, and the pictures it uses. Raises as `layout`."""
        self.layout(name)
        found = self._find(name)
        if found is not None:
            return read_source(found[0])
        folder = files("ticketforge_desktop.resources") / "layouts"
        return _source(name, (folder / f"{name}.toml").read_bytes(), lambda file: (folder / file).read_bytes())

    def for_printer(self, name: str, language: str, document: str = "ticket") -> Layout:
        """The layout, if it is made for this printer language and document. Raises `LayoutFault`, `NotFound`."""
        layout = self.layout(name)
        if layout.document != document:
            raise other_document(layout, document)
        if language not in layout.languages:
            raise other_language(layout, language)
        return layout

    def all(self, *, older: bool = False) -> Sequence[LayoutInfo]:
        """Every layout, built-in first, then by name; broken ones with their faults. `older`: with their past."""
        names = self._names()
        if older and self._installed is not None:
            names += [f"{name}@{v}" for name in self._installed.names() for v in self._past(name)]
        infos = []
        for name in names:
            built_in = self._find(name) is None
            try:
                infos.append(replace(_info(self.layout(name), built_in=built_in), name=name))
            except LayoutFault as fault:
                infos.append(LayoutInfo(name, {}, 0, (), 0, 0, built_in, _faults(fault)))
        return sorted(infos, key=lambda info: (not info.built_in, info.name))

    def check(self, path: str) -> LayoutInfo:
        """Read a file that need not be in the shop's folder. Raises `LayoutFault`, `NotFound`."""
        return _info(read_file(Path(path)), built_in=False)

    def install(self, path: str) -> Installation:
        """Check a file and keep it, with its pictures, as the newest version of its layout.

        The same content again changes nothing. Another content under a version that is taken gets the next number:
        what was installed stays as it was.

        Raises:
            LayoutFault: it can't be printed; nothing was installed.
            NotFound: the file can't be read.
            BadInput: a file that a person laid into the folder stands in front of it, or the folder can't be written.
            DiskFull: the disk takes no more; nothing was installed.
        """
        source = Path(path)
        return self.keep(source.stem, _content(source), lambda name: _picture(source.parent, name))

    def keep(self, called: str, content: bytes, read: Pictures) -> Installation:
        """As `install`, for a layout that need not be a file. `called` names it while it can't be read."""
        if self._own is None or self._installed is None:
            raise BadInput("This shelf has no folder to install into.", field="file")
        pictures = {}

        def picture(name: str) -> bytes:
            pictures[name] = read(name)
            return pictures[name]

        layout = read_layout(called, content, picture)
        name, held = layout.name, self._installed.versions(layout.name)
        laid = self._own / f"{name}.toml"
        if laid.is_file():
            raise BadInput(
                f"The file {laid.name} in the folder of layouts stands in front of what is installed.",
                field="file",
                next_step=f"Move {laid} away, then install again.",
            )
        before = held[-1] if held else 0
        if before and self._installed.holds(name, before, content, pictures):
            return Installation(name, before, before, str(self._installed.file(name, before)), already=True)
        version = self._installed.put(name, layout.version, content, pictures)
        return Installation(name, version, before, str(self._installed.file(name, version)), already=False)

    def _find(self, name: str) -> tuple[Path, int] | None:
        """The shop's own file of a name, and its version where it was installed (else 0)."""
        if self._own is None or self._installed is None or not is_name(name.partition("@")[0]):
            return None
        plain, at, number = name.partition("@")
        laid = self._own / f"{name}.toml"
        if not at and laid.is_file():
            return laid, 0
        versions = self._installed.versions(plain)
        wanted = (versions[-1] if versions else 0) if not at else int(number) if number.isdecimal() else 0
        return (self._installed.file(plain, wanted), wanted) if wanted in versions else None

    def _past(self, name: str) -> Sequence[int]:
        """Installed versions that are not in use."""
        versions = self._installed.versions(name) if self._installed is not None else ()
        used = self._find(name)
        return [version for version in versions if used is None or version != used[1]]

    def _names(self) -> list[str]:
        laid = [path.stem for path in self._own.glob("*.toml")] if self._own and self._own.is_dir() else []
        installed = self._installed.names() if self._installed is not None else ()
        return list(dict.fromkeys((*built_in_names(), *laid, *installed)))


def other_language(layout: Layout, language: str) -> LayoutMisfit:
    """The error of a layout that is not made for a printer's language."""
    made_for = ", ".join(layout.languages)
    return _misfit(layout.name, reason("made_for", languages=made_for, language=language), made_for, language)


def other_document(layout: Layout, document: str) -> LayoutMisfit:
    """The error of a layout that is one of something else."""
    why = reason("document_other", document=layout.document, wanted=document)
    return _misfit(layout.name, why, layout.document, document)


def _misfit(name: str, why: Reason, made_for: str, wanted: str) -> LayoutMisfit:
    fault = layout_fault(name, [(0, why)])
    faults = fault.facts["faults"]
    return LayoutMisfit(fault.message, layout=name, faults=faults, made_for=made_for, wanted=wanted)


def read_file(path: Path) -> Layout:
    """A layout from a file, with its pictures beside it. Raises `LayoutFault`, `NotFound`."""
    return read_layout(path.stem, _content(path), lambda name: _picture(path.parent, name))


def read_source(path: Path) -> tuple[str, dict[str, bytes]]:
    """A file as text, and the pictures it uses. Raises `LayoutFault` when it can't be read at all, `NotFound`."""
    return _source(path.stem, _content(path), lambda name: _picture(path.parent, name))


def _source(name: str, content: bytes, read: Pictures) -> tuple[str, dict[str, bytes]]:
    pictures: dict[str, bytes] = {}

    def picture(file: str) -> bytes:
        pictures[file] = read(file)
        return pictures[file]

    faults = Faults()
    parse_layout(name, content, picture, faults)
    faults.raise_any(name)
    return content.decode("utf-8-sig"), pictures


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as trouble:
        raise NotFound(f"The layout {path.name} can't be read: {trouble.strerror}.", layout=path.name) from trouble


def _picture(folder: Path, name: str) -> bytes:
    """A picture beside the layout, if it is none too large; names that lead elsewhere are refused."""
    path = folder.joinpath(*safe_picture_name(name))
    if path.stat().st_size > png_header.MAX_BYTES:
        raise Unfit("heavy", size=path.stat().st_size / 1e6, most=png_header.MAX_BYTES / 1e6)
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
        layout.name, layout.title, layout.version, layout.languages, layout.width, layout.height, built_in,
        document=layout.document,
    )  # fmt: skip


def _faults(fault: LayoutFault) -> tuple[tuple[int, str], ...]:
    return tuple((line, why.words) for line, why in faults_of(fault))
