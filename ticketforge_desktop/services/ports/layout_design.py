"""What a designer of layouts needs: drafts that never change, edits that give new ones, and what paper would say.

A draft is the text of its file, so that undo is a matter of keeping drafts. Comments in the file live through edits.
An edit that would leave a file nobody can read is refused; things that only stand in each other's way are told in
`Draft.faults` and keep the draft from being saved.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple, Protocol

from ticketforge_desktop.domain.layout_faults import Reason
from ticketforge_desktop.services.ports.documents import Face
from ticketforge_desktop.services.ports.printing import Drawing

Side = Literal["front", "back"]


class DraftFault(NamedTuple):
    """Why a draft can't be printed as it is. `item` is the index of the item, -1 for the layout itself."""

    item: int
    line: int
    why: Reason

    @property
    def reason(self) -> str:
        """In English words."""
        return self.why.words


class Place(NamedTuple):
    """A rectangle on the ticket, mm from its top left corner."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class ItemView:
    """One item as the designer shows it. Later ones are drawn over earlier ones; `index` counts from 0."""

    index: int
    kind: str  # "text", "qr", "ean13", "code128", "pdf417", "box", "line", "image", "tear", "notice", "rows"
    line: int  # of the file
    place: Place  # a line's or tear line's is as thin as it is drawn
    side: Side
    values: Mapping[str, object]  # as the file has them; `text` is a string or {"de": …, "en": …}


@dataclass(frozen=True, slots=True)
class Draft:
    """A layout being made."""

    name: str
    version: int
    title: Mapping[str, str]  # by language
    document: str  # what it is a layout of: "ticket", "address", "delivery", "receipt"
    languages: tuple[str, ...]  # printer languages it is made for
    width: float  # mm of one ticket
    height: float
    turn: int
    continuous: bool
    items: tuple[ItemView, ...]
    faults: tuple[DraftFault, ...]
    source: str  # the file, TOML
    pictures: Mapping[str, bytes]  # by the name the file uses
    flip: str = "long"  # the edge over which paper with a back is turned: "long", "short"
    sheet: Mapping[str, tuple[float, float]] | None = None  # `size`, `tickets`, `at` and `gap`, as the file has them
    dpi: tuple[int, ...] = ()  # resolutions its codes must fit, where it states any

    @property
    def printable(self) -> bool:
        """Whether nothing stands in anything's way (a printer may still be too coarse: `DesignDesk.verdict`)."""
        return not self.faults


@dataclass(frozen=True, slots=True)
class History:
    """A draft with what it was before and, after undoing, what it was then."""

    now: Draft
    past: tuple[Draft, ...] = ()
    future: tuple[Draft, ...] = ()
    saved: str | None = None  # the source that was opened or saved last

    @classmethod
    def of(cls, draft: Draft, *, saved: bool = True) -> History:
        """Begin. `saved` is False for a layout that has no file yet."""
        return cls(draft, saved=draft.source if saved else None)

    def do(self, draft: Draft, *, most: int = 200) -> History:
        """Go on to another draft; one that is the same is no step. The oldest beyond `most` are forgotten."""
        if draft.source == self.now.source and draft.pictures == self.now.pictures:
            return self
        return replace(self, now=draft, past=(*self.past, self.now)[-most:], future=())

    def undo(self) -> History:
        """One step back; unchanged where there is none."""
        if not self.past:
            return self
        return replace(self, now=self.past[-1], past=self.past[:-1], future=(self.now, *self.future))

    def redo(self) -> History:
        """One step forward again; unchanged where there is none."""
        if not self.future:
            return self
        return replace(self, now=self.future[0], past=(*self.past, self.now), future=self.future[1:])

    def kept(self) -> History:
        """The same, noted as saved."""
        return replace(self, saved=self.now.source)

    @property
    def changed(self) -> bool:
        """Whether there is something to save."""
        return self.now.source != self.saved


@dataclass(frozen=True, slots=True)
class Property:
    """A key an item of a kind may have, for a form. Lengths in mm unless `unit` says otherwise."""

    key: str
    type: Literal["number", "whole", "flag", "choice", "turn", "text", "pair", "template", "file", "table"]
    # "turn": 0, 90, 180 or 270; "pair": two numbers; "template": a string, or one a language
    unit: str = ""  # "mm", "pt", ""
    low: float = 0.0
    high: float = 0.0
    choices: tuple[str, ...] = ()
    default: object = None  # what stands when the key is missing; None = the key is needed


class CodeVerdict(NamedTuple):
    """What a scanner made of one code on the picture of the ticket."""

    kind: str  # "qr", "ean13", "code128", "pdf417"
    item: int  # index of the item
    readable: bool
    dots: int  # printer dots a module
    module: float  # mm
    why: Reason | None  # when it can't be read

    @property
    def reason(self) -> str:
        """In English words; "" when it can be read."""
        return self.why.words if self.why is not None else ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one printer makes of a draft. `faults` are those of this language and resolution."""

    language: str
    dpi: int
    faults: tuple[DraftFault, ...]
    codes: tuple[CodeVerdict, ...]
    cut: tuple[int, ...]  # items whose text is cut with an ellipsis for one of the faces

    @property
    def good(self) -> bool:
        """Whether it prints and every code reads."""
        return not self.faults and all(code.readable for code in self.codes)


class CommandLine(NamedTuple):
    """A line of what is sent to a printer, made readable. `item` is the index of the item it prints, -1 where that
    can't be told."""

    text: str
    item: int


@dataclass(frozen=True, slots=True)
class Commands:
    """A ticket in a printer's language: what is sent once a run (art the printer keeps), and the ticket itself."""

    opening: tuple[CommandLine, ...]
    paper: tuple[CommandLine, ...]
    bytes: int  # of the ticket


@dataclass(frozen=True, slots=True)
class SavedLayout:
    """What saving came to. `already`: this very content was in use and nothing was written."""

    name: str
    version: int
    already: bool


class DesignDesk(Protocol):
    """Makes and changes drafts. Every edit gives a new draft and leaves the old one as it is.

    All edits raise `BadInput` for values no layout may have (with `field` and the reason) and for an index there is
    not; lengths are rounded to a hundredth of a millimetre.
    """

    def open(self, name: str) -> Draft:
        """A layout of the station, `NAME@VERSION` too. Raises `NotFound`, `LayoutFault`."""
        ...

    def open_file(self, path: str) -> Draft:
        """A file with the pictures beside it. Raises `NotFound`, `LayoutFault` when it can't be read at all."""
        ...

    def read(self, source: str, pictures: Mapping[str, bytes], name: str) -> Draft:
        """The draft of a text that was kept. Raises `LayoutFault` when it can't be read at all."""
        ...

    def blank(
        self, name: str, width: float, height: float, languages: Sequence[str], document: str = "ticket"
    ) -> Draft:
        """A new layout that holds a code, or the one text its document can't be without."""
        ...

    def kinds(self, document: str = "ticket") -> Sequence[str]:
        """Kinds of items that can be added."""
        ...

    def properties(self, kind: str, document: str = "ticket") -> Sequence[Property]:
        """The keys of a kind, in the order a form shows them."""
        ...

    def sample(self, document: str = "ticket") -> Face:
        """Made-up data as long as real data gets, to draw a draft with."""
        ...

    def row_fields(self, document: str, rows: str) -> Mapping[str, Sequence[str]]:
        """Data fields of one row of what repeats on a document (`rows` as the key `of` names it)."""
        ...

    def fields(self, document: str = "ticket") -> Mapping[str, Sequence[str]]:
        """Data fields text may name, each with its formats ("" = the usual one)."""
        ...

    def move(self, draft: Draft, items: Sequence[int], dx: float, dy: float) -> Draft:
        """Shift items together, as far as the paper goes."""
        ...

    def resize(self, draft: Draft, item: int, place: Place) -> Draft:
        """Give an item a place. A QR code stays square, a line straight, a tear line from edge to edge."""
        ...

    def set(self, draft: Draft, item: int, key: str, value: object) -> Draft:
        """Set a key of an item; None takes it away, so that the default holds."""
        ...

    def set_layout(self, draft: Draft, key: str, value: object) -> Draft:
        """Set `name`, `title`, `languages`, `dpi`, `size`, `turn`, `continuous`, `flip`, `sheet` (a table or None)."""
        ...

    def add(self, draft: Draft, kind: str, place: Place, values: Mapping[str, object] | None = None) -> Draft:
        """Add an item on top, as usual for its kind where `values` do not say otherwise."""
        ...

    def add_picture(self, draft: Draft, file: str, png: bytes) -> Draft:
        """Lay a picture beside the layout, for an image item to name."""
        ...

    def remove(self, draft: Draft, items: Sequence[int]) -> Draft:
        """Take items away. A layout without any is refused."""
        ...

    def duplicate(self, draft: Draft, items: Sequence[int], dx: float = 2.0, dy: float = 2.0) -> Draft:
        """Copy items to the top, shifted a little."""
        ...

    def order(self, draft: Draft, item: int, to: int) -> Draft:
        """Draw an item at another place in the order."""
        ...

    def drawing(
        self, draft: Draft, face: Face, dpi: int, words: str, side: Side = "front", language: str = "pdf"
    ) -> Drawing:
        """The draft with data in it as a printer sets it, as far as it can be drawn; codes too small are left out."""
        ...

    def commands(self, draft: Draft, face: Face, language: str, dpi: int, words: str) -> Commands:
        """What is sent to a printer for it. Raises `LayoutFault`, `BadInput` where nothing can be."""
        ...

    def verdict(self, draft: Draft, faces: Sequence[Face], language: str, dpi: int, words: str) -> Verdict:
        """What a printer makes of it: its own faults, and whether a scanner reads every code. May take a second."""
        ...

    def save(self, draft: Draft) -> SavedLayout:
        """Keep it as the newest version of its name. Raises `LayoutFault`, `BadInput`, `DiskFull`."""
        ...

    def export(self, draft: Draft, path: str) -> None:
        """Write the file, with its pictures beside it. Raises `BadInput`, `DiskFull`."""
        ...
