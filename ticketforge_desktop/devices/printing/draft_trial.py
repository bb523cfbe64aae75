"""A draft tried out: its picture with data in it, and what a printer and a scanner make of it.

Items are composed one at a time, so that a fault or a text cut short is known to be that item's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ticketforge_desktop.devices.printing import documents, scan_check
from ticketforge_desktop.devices.printing.compose import Composer, framed
from ticketforge_desktop.devices.printing.fit import ELLIPSIS
from ticketforge_desktop.devices.printing.languages.traits import Traits, traits_of
from ticketforge_desktop.devices.printing.layout_draft import layout_of
from ticketforge_desktop.devices.printing.marks import DeviceMark
from ticketforge_desktop.devices.printing.model import Layout, NoticeItem, TextItem
from ticketforge_desktop.devices.printing.preview import shown
from ticketforge_desktop.devices.printing.toml_reader import faults_of
from ticketforge_desktop.domain.errors import BadInput, LayoutFault
from ticketforge_desktop.domain.layout_faults import reason
from ticketforge_desktop.services.ports.documents import DocumentFace, Face
from ticketforge_desktop.services.ports.layout_design import CodeVerdict, Draft, DraftFault, Side, Verdict
from ticketforge_desktop.services.ports.printing import Drawing, TextMark, TicketFace


def picture_of(draft: Draft, face: Face, dpi: int, words: str, side: Side, language: str = "pdf") -> Drawing:
    """The draft as it would come out of a printer, without what can't be printed at this resolution."""
    layout, traits = layout_of(draft), traits_of(language)
    if not traits.knockout:
        layout = framed(layout)
    if not isinstance(face, TicketFace):
        return documents.drawn(documents.pages_of(layout, face, words)[0], dpi, words)
    marks: list[DeviceMark] = []
    for index, placed in enumerate(layout.items):
        if placed.back == (side == "back"):
            marks.extend(_marks_of(layout, index, face, dpi, words, traits)[0])
    return Drawing(layout.width, layout.height, tuple(map(shown, marks)))


def verdict_on(draft: Draft, faces: Sequence[Face], language: str, dpi: int, words: str) -> Verdict:
    """What a printer makes of a draft, tried with every face. Raises `BadInput` for a resolution there is not."""
    if not 100 <= dpi <= 1200:
        raise BadInput(f"No printer has {dpi} dots an inch.", field="dpi")
    layout, traits = layout_of(draft), traits_of(language)
    if not traits.knockout:
        layout = framed(layout)
    faults = dict.fromkeys(draft.faults)
    if language not in layout.languages:
        made_for = reason("made_for", languages=", ".join(layout.languages), language=language)
        faults[DraftFault(-1, 0, made_for)] = None
    reader = scan_check.Reader(layout, dpi)
    codes: dict[int, CodeVerdict] = {}
    cut: set[int] = set()
    for face in faces:
        if not isinstance(face, TicketFace):
            faults.update(dict.fromkeys(_document_faults(layout, face, dpi, words)))
            continue
        pages: dict[bool, list[DeviceMark]] = {False: [], True: []}
        for index, placed in enumerate(layout.items):
            marks, found = _marks_of(layout, index, face, dpi, words, traits)
            faults.update(dict.fromkeys(found))
            pages[placed.back].extend(marks)
            if isinstance(placed.item, TextItem) and _is_cut(marks):
                cut.add(index)
        for back, marks in pages.items():
            for code in reader.read_back(marks, back=back):
                if code.item not in codes or not code.readable:
                    codes[code.item] = code
    return Verdict(language, dpi, tuple(faults), tuple(codes[item] for item in sorted(codes)), tuple(sorted(cut)))


def _document_faults(layout: Layout, face: DocumentFace, dpi: int, words: str) -> list[DraftFault]:
    try:
        for page in documents.pages_of(layout, face, words):
            documents.drawn(page, dpi, words)
    except LayoutFault as fault:
        return [DraftFault(-1, line, why) for line, why in faults_of(fault)]
    return []


def _marks_of(
    layout: Layout, index: int, face: TicketFace, dpi: int, words: str, traits: Traits
) -> tuple[Sequence[DeviceMark], Sequence[DraftFault]]:
    """The marks of one item, or why it has none."""
    placed = replace(layout.items[index], back=False)
    alone = replace(layout, items=(placed,))
    if not isinstance(placed.item, NoticeItem):
        face = replace(face, copy_kind="")  # a code alone has no notice, and needs none
    try:
        composer = Composer(
            alone, words, dpi, traits.metrics, _itself, knockout=traits.knockout, most_dots=traits.most_dots
        )
        return (*composer.fixed, *composer.marks(face)), ()
    except LayoutFault as fault:
        return (), tuple(DraftFault(index, placed.line, why) for _line, why in faults_of(fault))
    except BadInput as trouble:
        return (), (DraftFault(index, placed.line, reason("other", detail=trouble.message.rstrip("."))),)


def _is_cut(marks: Sequence[DeviceMark]) -> bool:
    return any(isinstance(mark, TextMark) and mark.text.endswith(ELLIPSIS) for mark in marks)


def _itself(mark: DeviceMark) -> DeviceMark:
    return mark
