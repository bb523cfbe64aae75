"""The designer's desk: drafts opened, changed, tried out and kept (`services.ports.layout_design.DesignDesk`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from ticketforge_desktop.devices.printing import item_defaults, layout_edit, toml_writer
from ticketforge_desktop.devices.printing.document_fields import fields_of
from ticketforge_desktop.devices.printing.draft_trial import picture_of, verdict_on
from ticketforge_desktop.devices.printing.formats import LANGUAGES
from ticketforge_desktop.devices.printing.installed import replace_whole, trouble
from ticketforge_desktop.devices.printing.layout_draft import draft_of
from ticketforge_desktop.devices.printing.layout_file import is_name
from ticketforge_desktop.devices.printing.layouts import LayoutShelf, read_source
from ticketforge_desktop.devices.printing.model import DOCUMENTS, FORMAT
from ticketforge_desktop.devices.printing.sample_faces import sample
from ticketforge_desktop.devices.printing.toml_reader import safe_picture_name
from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.services.ports.documents import Face
from ticketforge_desktop.services.ports.layout_design import (
    Commands,
    Draft,
    Place,
    Property,
    SavedLayout,
    Side,
    Verdict,
)
from ticketforge_desktop.services.ports.printing import Drawing


class LayoutDesk:
    """Drafts of one station's shelf."""

    def __init__(self, shelf: LayoutShelf) -> None:
        self._shelf = shelf

    def open(self, name: str) -> Draft:
        """A layout of the station. Raises `NotFound`, `LayoutFault`."""
        source, pictures = self._shelf.source(name)
        return draft_of(source, pictures, name.partition("@")[0])

    def open_file(self, path: str) -> Draft:
        """A file with the pictures beside it. Raises `NotFound`, `LayoutFault`."""
        source, pictures = read_source(Path(path))
        return draft_of(source, pictures, Path(path).stem)

    def read(self, source: str, pictures: Mapping[str, bytes], name: str) -> Draft:
        """The draft of a text that was kept. Raises `LayoutFault`."""
        return draft_of(source, pictures, name)

    def blank(
        self, name: str, width: float, height: float, languages: Sequence[str], document: str = "ticket"
    ) -> Draft:
        """A new layout. Raises `BadInput`."""
        if not is_name(name):
            raise BadInput("A layout's name is 1 to 64 small letters, digits, dots and hyphens.", field="name")
        if document not in DOCUMENTS:
            raise BadInput(f"There is no document '{document}'.", field="document")
        values: dict[str, object] = {
            "format": FORMAT,
            "name": name,
            "version": 1,
            "title": dict.fromkeys(LANGUAGES, name),
            **({"document": document} if document != "ticket" else {}),
            "languages": list(languages),
            "page": {"size": [width, height]},
            "item": [item_defaults.first_item(width, height, document)],
        }
        return layout_edit.refused_as_input(lambda: draft_of(toml_writer.document(values), {}, name), "size")

    def kinds(self, document: str = "ticket") -> Sequence[str]:
        """Kinds of items that can be added."""
        return item_defaults.kinds(document)

    def properties(self, kind: str, document: str = "ticket") -> Sequence[Property]:
        """The keys of a kind. Raises `BadInput`."""
        return item_defaults.properties(kind, document)

    def sample(self, document: str = "ticket") -> Face:
        """Made-up data as long as real data gets."""
        return sample(document)

    def row_fields(self, document: str, rows: str) -> Mapping[str, Sequence[str]]:
        """Data fields of one row of what repeats."""
        return fields_of(document, rows)

    def fields(self, document: str = "ticket") -> Mapping[str, Sequence[str]]:
        """Data fields with their formats."""
        return fields_of(document)

    def move(self, draft: Draft, items: Sequence[int], dx: float, dy: float) -> Draft:
        """Shift items together, as far as the paper goes."""
        return layout_edit.move(draft, items, dx, dy)

    def resize(self, draft: Draft, item: int, place: Place) -> Draft:
        """Give an item a place."""
        return layout_edit.resize(draft, item, place)

    def set(self, draft: Draft, item: int, key: str, value: object) -> Draft:
        """Set a key of an item."""
        return layout_edit.set_key(draft, item, key, value)

    def set_layout(self, draft: Draft, key: str, value: object) -> Draft:
        """Set a key of the layout."""
        return layout_edit.set_layout(draft, key, value)

    def add(self, draft: Draft, kind: str, place: Place, values: Mapping[str, object] | None = None) -> Draft:
        """Add an item on top."""
        return layout_edit.add(draft, kind, place, values)

    def add_picture(self, draft: Draft, file: str, png: bytes) -> Draft:
        """Lay a picture beside the layout."""
        return layout_edit.add_picture(draft, file, png)

    def remove(self, draft: Draft, items: Sequence[int]) -> Draft:
        """Take items away."""
        return layout_edit.remove(draft, items)

    def duplicate(self, draft: Draft, items: Sequence[int], dx: float = 2.0, dy: float = 2.0) -> Draft:
        """Copy items to the top."""
        return layout_edit.duplicate(draft, items, dx, dy)

    def order(self, draft: Draft, item: int, to: int) -> Draft:
        """Draw an item at another place in the order."""
        return layout_edit.order(draft, item, to)

    def drawing(
        self, draft: Draft, face: Face, dpi: int, words: str, side: Side = "front", language: str = "pdf"
    ) -> Drawing:
        """The draft with data in it as a printer sets it, as far as it can be drawn."""
        return picture_of(draft, face, dpi, words, side, language)

    def commands(self, draft: Draft, face: Face, language: str, dpi: int, words: str) -> Commands:
        """What is sent to a printer for it. Raises `LayoutFault`, `BadInput`."""
        from ticketforge_desktop.devices.printing.layout_commands import commands

        return commands(draft, face, language, dpi, words)

    def verdict(self, draft: Draft, faces: Sequence[Face], language: str, dpi: int, words: str) -> Verdict:
        """What a printer makes of it. Raises `BadInput` for a language or a resolution there is not."""
        return verdict_on(draft, faces, language, dpi, words)

    def save(self, draft: Draft) -> SavedLayout:
        """Keep it as the newest version of its name. Raises `LayoutFault`, `BadInput`, `DiskFull`."""

        def read(file: str) -> bytes:
            if file not in draft.pictures:
                raise FileNotFoundError(file)
            return draft.pictures[file]

        done = self._shelf.keep(draft.name, draft.source.encode(), read)
        return SavedLayout(done.name, done.version, done.already)

    def export(self, draft: Draft, path: str) -> None:
        """Write the file, with the pictures it uses beside it. Raises `BadInput`, `DiskFull`."""
        target = Path(path)
        used = {str(view.values.get("file")) for view in draft.items if view.kind == "image"}
        files = {target: draft.source.encode()}
        for name in sorted(used & draft.pictures.keys()):
            files[target.parent.joinpath(*safe_picture_name(name))] = draft.pictures[name]
        try:
            # The layout last, and each whole: a file that is there can be read.
            for file, data in reversed(files.items()):
                replace_whole(file, data)
        except OSError as error:
            raise trouble(error, draft.name, "written", "file") from error
