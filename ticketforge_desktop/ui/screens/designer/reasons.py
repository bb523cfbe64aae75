"""Why a layout can't be printed as it is, in the language of now. What is not known here is said as it came."""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtCore import QCoreApplication

from ticketforge_desktop.services.ports.layout_design import Draft
from ticketforge_desktop.ui.screens.designer.numbers import point_of
from ticketforge_desktop.ui.screens.designer.words import item_word

_NUMBER: Final = r"\d+(?:\.\d+)?"
_KNOWN: Final = {
    "tear": re.compile(r".* crosses the tear line"),
    "overlap": re.compile(r".* overlaps .* of line (?P<line>\d+)"),
    "edge": re.compile(rf".* reaches (?P<over>{_NUMBER}) mm beyond the edge of the ticket"),
    "low": re.compile(
        rf"text of (?P<pt>{_NUMBER}) pt needs (?P<need>{_NUMBER}) mm, the area gives it (?P<has>{_NUMBER}) mm"
    ),
    "coarse": re.compile(
        rf"the QR code would have less than (?P<dots>\d+) dots \((?P<module>{_NUMBER}) mm\) a module: "
        rf"at (?P<dpi>\d+) dpi it needs (?P<need>{_NUMBER}) mm with its quiet zone, the layout gives it "
        rf"(?P<has>{_NUMBER}) mm"
    ),
    "sides": re.compile(r"paper can be printed on both sides only as a PDF: .*"),
    "sheet": re.compile(r"a sheet of several tickets can only be a PDF: .*"),
}


def _words(known: str) -> str:
    translate = QCoreApplication.translate
    words = {
        "tear": translate("DesignFaults", "crosses the tear line"),
        "overlap": translate("DesignFaults", "lies on: {other}"),
        "edge": translate("DesignFaults", "reaches {over} mm beyond the edge of the ticket"),
        "low": translate("DesignFaults", "type of {pt} pt needs {need} mm of height, it has {has} mm"),
        "coarse": translate(
            "DesignFaults",
            "fewer than {dots} dots ({module} mm) a module: at {dpi} dpi it needs {need} mm, it has {has} mm",
        ),
        "sides": translate("DesignFaults", "Paper with a back can only be made for PDF."),
        "sheet": translate("DesignFaults", "Several tickets on a sheet can only be made for PDF."),
    }
    return words[known]


def reason_words(draft: Draft, reason: str, language: str) -> str:
    """A reason of a fault as it is said to a person; lines of the file become the items that stand there."""
    for known, pattern in _KNOWN.items():
        found = pattern.fullmatch(reason)
        if found is not None:
            point = point_of(language)
            facts = {name: value.replace(".", point) for name, value in found.groupdict().items()}
            if "line" in facts:
                facts["other"] = _item_at(draft, int(facts["line"]), language)
            return _words(known).format_map(facts)
    return reason


def _item_at(draft: Draft, line: int, language: str) -> str:
    return next((item_word(item, language) for item in draft.items if item.line == line), str(line))
