"""Why a layout can't be printed as it is, in the language of now: a sentence for every `domain.layout_faults`."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication

from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.domain.layout_faults import Fact, Reason
from ticketforge_desktop.services.ports.layout_design import Draft
from ticketforge_desktop.ui.screens.designer.numbers import millimetres, point_of
from ticketforge_desktop.ui.screens.designer.words import PRINTERS, document_word, key_word, word_in

translate = QCoreApplication.translate
_KEYS: Final = ("key", "near")
_TENTHS: Final = ("need", "over", "high", "width", "height")


def _file_words() -> dict[str, str]:
    """The file and its values."""
    return {
        "file_long": translate("DesignFaults", "The file has {bytes} bytes; a layout has at most {most}."),
        "file_not_utf8": translate("DesignFaults", "The file is no text in UTF-8."),
        "file_not_toml": translate("DesignFaults", "The file is not TOML: {detail}"),
        "format_newer": translate("DesignFaults", "The file was written by a newer version of the program."),
        "name_bad": translate("DesignFaults", "A name is 1 to 64 small letters, digits, dots and hyphens."),
        "no_items": translate("DesignFaults", "Nothing stands on it."),
        "missing": translate("DesignFaults", "“{key}” is missing."),
        "no_table": translate("DesignFaults", "A table is expected here."),
        "no_number": translate("DesignFaults", "“{key}” must be a number."),
        "no_whole": translate("DesignFaults", "“{key}” must be a whole number."),
        "no_pair": translate("DesignFaults", "“{key}” must be two numbers."),
        "no_text": translate("DesignFaults", "“{key}” must be text."),
        "no_flag": translate("DesignFaults", "“{key}” must be yes or no."),
        "no_choice": translate("DesignFaults", "“{key}” can't be {value}. Known are {known}."),
        "no_turn": translate("DesignFaults", "“{key}” is 0, 90, 180 or 270."),
        "no_texts": translate("DesignFaults", "“{key}” must be text, in German and English."),
        "no_wholes": translate("DesignFaults", "“{key}” must be a list of whole numbers."),
        "no_tables": translate("DesignFaults", "“{key}” needs one entry at least."),
        "no_words": translate("DesignFaults", "“{key}” must be a list of words."),
        "word_unknown": translate("DesignFaults", "“{key}” can't hold {value}. Known are {known}."),
        "language_missing": translate("DesignFaults", "“{key}” has no text in {language}."),
        "language_unknown": translate("DesignFaults", "“{key}” has a text in {language}, which is not spoken here."),
        "out_of_range": translate("DesignFaults", "“{key}” must be from {low} to {high}, not {value}."),
        "key_unknown": translate("DesignFaults", "“{key}” means nothing here."),
        "key_unknown_near": translate("DesignFaults", "“{key}” means nothing here. Is “{near}” meant?"),
    }


def _item_words() -> dict[str, str]:
    """Items by themselves."""
    return {
        "kind_unknown": translate("DesignFaults", "There is no kind {kind}."),
        "tickets_only": translate("DesignFaults", "That can only stand on a ticket."),
        "nothing_repeats": translate("DesignFaults", "Nothing repeats on a ticket."),
        "type_above": translate("DesignFaults", "The smallest type ({least} pt) is larger than the type ({pt} pt)."),
        "columns_wide": translate("DesignFaults", "The columns need {need} mm, there are {has} mm."),
        "row_low": translate("DesignFaults", "Type of {pt} pt needs {need} mm a row."),
        "no_row": translate("DesignFaults", "Not even one row fits."),
        "code_signs": translate("DesignFaults", "A code holds plain letters, digits and signs."),
        "radius_wide": translate("DesignFaults", "It is rounded by more than half of the box."),
        "line_bent": translate("DesignFaults", "A line runs straight across or down."),
        "tear_way": translate("DesignFaults", "A tear line runs either across or down."),
        "picture_missing": translate("DesignFaults", "The picture {file} is not there."),
        "picture_bad": translate("DesignFaults", "The picture {file} can't be used: {detail}"),
        "picture_damaged": translate("DesignFaults", "A picture is damaged: {detail}"),
        "picture_no_png": translate("DesignFaults", "{file} is not a PNG."),
        "picture_no_pixels": translate("DesignFaults", "{file} has no pixels."),
        "picture_heavy": translate("DesignFaults", "{file} has {size} MB; at most {most} MB print in good time."),
        "picture_pixels": translate(
            "DesignFaults", "{file} has {width} × {height} pixels; at most {most} million make sense on paper."
        ),
        "picture_elsewhere": translate("DesignFaults", "{file}: a picture lies beside its layout."),
        "group_inside": translate("DesignFaults", "A “[” stands inside another."),
        "group_end": translate("DesignFaults", "A “]” closes nothing."),
        "group_open": translate("DesignFaults", "A “[” is never closed."),
        "field_open": translate("DesignFaults", "A “{{” is never closed."),
        "field_end": translate("DesignFaults", "A “}}” closes nothing."),
        "group_empty": translate("DesignFaults", "A “[…]” without data would always vanish; “[[” is the sign itself."),
        "field_unknown": translate("DesignFaults", "There is no data called “{field}”."),
        "field_unknown_here": translate("DesignFaults", "There is no data called “{field}” here."),
        "field_format": translate("DesignFaults", "“{field}” can't be written as “{format}”. Known are: {known}."),
        "field_in_code": translate("DesignFaults", "“{field}” can't stand in a code. These can: {known}."),
        "last_item": translate("DesignFaults", "Something must stay on the ticket."),
    }


def _paper_words() -> dict[str, str]:
    """How things stand on paper, and what a printer and a scanner make of it."""
    return {
        "edge": translate("DesignFaults", "reaches {over} mm beyond the edge of the ticket"),
        "tear": translate("DesignFaults", "crosses the tear line"),
        "overlap": translate("DesignFaults", "lies on: {other}"),
        "low": translate("DesignFaults", "type of {pt} pt needs {need} mm of height, it has {has} mm"),
        "sheet_small": translate(
            "DesignFaults",
            "{columns} × {rows} tickets need {width} × {height} mm, the sheet has {has_width} × {has_height} mm.",
        ),
        "sheet_whole": translate("DesignFaults", "The tickets across and down a sheet are whole numbers."),
        "sheet_pdf": translate("DesignFaults", "Several tickets on a sheet can only be made for PDF."),
        "sides_pdf": translate("DesignFaults", "Paper with a back can only be made for PDF."),
        "front_empty": translate("DesignFaults", "Nothing stands on the front."),
        "coarse": translate(
            "DesignFaults",
            "fewer than {dots} dots ({module} mm) a module: at {dpi} dpi it needs {need} mm, it has {has} mm",
        ),
        "qr_long": translate("DesignFaults", "a code of {digits} digits does not fit"),
        "ean_narrow": translate("DesignFaults", "it needs {need} mm with its quiet zones, it has {has} mm"),
        "ean_low": translate("DesignFaults", "its bars would be {high} mm high; {least} mm are the least"),
        "stub_small": translate(
            "DesignFaults",
            "{signs} signs need {width} × {height} mm at {dpi} dpi with the quiet zones, it has "
            "{has_width} × {has_height} mm",
        ),
        "made_for": translate("DesignFaults", "It is made for {languages}, not for {language}."),
        "document_other": translate("DesignFaults", "It is made for “{document}”, not for “{wanted}”."),
        "no_notice": translate("DesignFaults", "A test print has no place to say that it is one: add a notice."),
        "reads_other": translate("DesignFaults", "it reads as something else"),
        "reads_nothing": translate("DesignFaults", "something stands too near or on it"),
    }


def sentences() -> dict[str, str]:
    """The sentence of every code, in the language of now."""
    return {**_file_words(), **_item_words(), **_paper_words()}


def reason_words(draft: Draft | None, why: Reason, language: str) -> str:
    """A reason as it is said to a person; lines of the file become the items that stand there."""
    sentence = sentences().get(why.code)
    return why.words if sentence is None else sentence.format_map(_said(draft, why, language))


def refusal_words(error: BadInput, draft: Draft | None, language: str) -> str:
    """Why an edit was refused; in English what nothing is known of."""
    found = error.facts.get("reasons")
    reasons = [why for why in found if isinstance(why, Reason)] if isinstance(found, tuple) else []
    return " ".join(reason_words(draft, why, language) for why in reasons) or error.message


def _said(draft: Draft | None, why: Reason, language: str) -> dict[str, str]:
    said = {name: _fact(name, value, language) for name, value in why.facts}
    if "line" in said:
        said["other"] = _item_at(draft, int(dict(why.facts)["line"]), language)
    return said


def _fact(name: str, value: Fact, language: str) -> str:
    if isinstance(value, float):
        return millimetres(round(value, 1) if name in _TENTHS else value, point_of(language))
    text = str(value)
    if name in _KEYS:
        return key_word(text)
    if name in ("document", "wanted"):
        return document_word(text)
    if name in ("language", "languages"):
        return ", ".join(PRINTERS.get(one, one) for one in text.split(", "))
    return text


def _item_at(draft: Draft | None, line: int, language: str) -> str:
    items = draft.items if draft is not None else ()
    found = next((item.index for item in items if item.line == line), -1)
    return str(line) if draft is None or found < 0 else word_in(draft, found, language)
