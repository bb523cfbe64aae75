"""Why a layout can't be printed: every reason there is, by its code, with the facts that fill its sentence.

The English sentences serve the command line and logs; the window translates by code (`ui/screens/designer/reasons.py`).
They follow the name of a layout and a line, so they begin small and end without a stop.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

Fact = str | int | float
"""Lengths are mm, type is pt, `line` is one of the file, `kind` and `other` are kinds of items."""

_PICTURE: Final = {
    "no_png": "it is not a PNG",
    "no_pixels": "it has no pixels",
    "heavy": "it has {size:.1f} MB; at most {most:.0f} MB print in good time",
    "pixels": "it has {width} × {height} pixels; at most {most:.0f} million make sense on paper",
    "elsewhere": "a picture lies beside its layout; the name may not lead elsewhere",
}
"""What a picture is refused for: `picture_…` with the name of its file."""
KINDS: Final = {
    "text": "text",
    "qr": "the QR code (with its quiet zone)",
    "ean13": "the EAN-13 (with its quiet zones)",
    "code128": "the code (with its quiet zones)",
    "pdf417": "the code (with its quiet zones)",
    "box": "the box",
    "line": "the line",
    "image": "the picture",
    "notice": "the notice",
    "tear": "the tear line",
    "rows": "the rows",
}
SENTENCES: Final[Mapping[str, str]] = MappingProxyType(
    {
        # The file
        "file_long": "the file has {bytes:,} bytes; a layout has at most {most:,}",
        "file_not_utf8": "the file is not UTF-8 text",
        "file_not_toml": "this is not TOML: {detail}",
        "format_newer": "format {number} was written by a newer version; this one reads up to {known}",
        "name_bad": "'name' is 1 to 64 small letters, digits, dots and hyphens",
        "no_items": "there is no [[item]]: the ticket would be blank",
        # Its values
        "missing": "'{key}' is missing",
        "no_table": "a table is expected here",
        "no_number": "'{key}' must be a number",
        "no_whole": "'{key}' must be a whole number",
        "no_pair": "'{key}' must be two numbers, like [10, 5.5]",
        "no_text": "'{key}' must be text in quotes",
        "no_flag": "'{key}' must be true or false",
        "no_choice": "'{key}' can't be '{value}'; it is one of {known}",
        "no_turn": "'{key}' is 0, 90, 180 or 270",
        "no_texts": "'{key}' must be text, or a table with text for {known}",
        "no_wholes": "'{key}' must be a list of whole numbers, like [203, 300]",
        "no_tables": "'{key}' must be a list of tables, like [{{ width = 10 }}]",
        "no_words": "'{key}' must be a list of words, like [\"{first}\"]",
        "word_unknown": "'{key}' can't hold '{value}'; known are {known}",
        "language_missing": "'{key}' has no text for '{language}'",
        "language_unknown": "'{key}' has a text for '{language}', a language this program does not speak",
        "out_of_range": "'{key}' must be from {low:g} to {high:g}, not {value:g}",
        "key_unknown": "'{key}' means nothing here",
        "key_unknown_near": "'{key}' means nothing here; did you mean '{near}'?",
        "kind_unknown": "there is no kind '{kind}'; known are {known}",
        "tickets_only": "a '{kind}' can only stand on a ticket",
        "nothing_repeats": "nothing repeats on a ticket",
        "type_above": "'min_pt' ({least:g}) is larger than 'pt' ({pt:g})",
        "columns_wide": "the columns need {need:.1f} mm, the area has {has:g} mm",
        "row_low": "text of {pt:g} pt needs {need:.1f} mm a row",
        "no_row": "not even one row fits into the area",
        "code_signs": "a code holds plain letters, digits and signs",
        "radius_wide": "'radius' is more than half of the box",
        "line_bent": "a line runs along the page: 'from' and 'to' share either x or y",
        "tear_way": "a tear line has either 'x' (it runs down) or 'y' (it runs across)",
        "picture_missing": "the picture '{file}' is not there",
        "picture_bad": "the picture '{file}' can't be used: {detail}",
        "picture_damaged": "a picture of the layout is damaged: {detail}",
        **_PICTURE,
        **{f"picture_{code}": f"the picture '{{file}}' can't be used: {words}" for code, words in _PICTURE.items()},
        "sheet_whole": "'tickets' is [columns, rows], whole numbers",
        # Words with data in them
        "group_inside": "a '[' stands inside another",
        "group_end": "a ']' closes nothing",
        "group_open": "a '[' is never closed",
        "field_open": "a '{{' is never closed",
        "field_end": "a '}}' closes nothing",
        "group_empty": "a '[…]' holds no field, so it would always vanish; write '[[' for the sign itself",
        "field_unknown": "there is no field {{{field}}}; known are {known}",
        "field_unknown_here": "there is no field {{{field}}} here; known are {known}",
        "field_format": "{{{field}}} has no format '{format}'; known are: {known}",
        "field_in_code": "{{{field}}} can't stand in a code; {known} can",
        # How things stand
        "edge": "{kind} reaches {over:.1f} mm beyond the edge of the ticket",
        "tear": "{kind} crosses the tear line",
        "overlap": "{kind} overlaps {other} of line {line}",
        "low": "text of {pt:g} pt needs {need:.1f} mm, the area gives it {has:.1f} mm",
        "sheet_small": "{columns} × {rows} tickets need {width:.1f} × {height:.1f} mm, the sheet has "
        "{has_width:g} × {has_height:g} mm",
        "sheet_pdf": 'a sheet of several tickets can only be a PDF: languages = ["pdf"]',
        "sides_pdf": 'paper can be printed on both sides only as a PDF: languages = ["pdf"]',
        "front_empty": "nothing stands on the front",
        # What a printer makes of it
        "coarse": "the QR code would have less than {dots} dots ({module} mm) a module: at {dpi} dpi it needs "
        "{need:.1f} mm with its quiet zone, the layout gives it {has:g} mm",
        "qr_long": "a code of {digits} digits does not fit the QR code of this layout",
        "ean_narrow": "the EAN-13 needs {need:.1f} mm with its quiet zones, the layout gives it {has:g} mm",
        "ean_low": "the bars of the EAN-13 would be {high:.1f} mm high; {least:g} mm are the least",
        "stub_small": "the {code} of {signs} signs needs {width:.1f} × {height:.1f} mm at {dpi} dpi with its quiet "
        "zones, the layout gives it {has_width:g} × {has_height:g} mm",
        "made_for": "it is made for {languages}, not for {language}",
        "document_other": "it is made for '{document}', not for '{wanted}'",
        "no_notice": "a proof has no place to say that it is one: add a 'notice'",
        "reads_other": "it reads as something else",
        "reads_nothing": "a scanner can't read it: something stands too near or on it",
        # Edits that are refused
        "last_item": "something must stay on the ticket",
        # Whatever a library says
        "other": "{detail}",
    }
)


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason. `facts` are pairs, so that reasons can be told apart and counted."""

    code: str
    facts: tuple[tuple[str, Fact], ...] = ()

    @property
    def words(self) -> str:
        """The English sentence."""
        facts = dict(self.facts)
        for key in ("kind", "other"):
            if self.code in ("edge", "tear", "overlap") and key in facts:
                facts[key] = KINDS.get(str(facts[key]), str(facts[key]))
        return SENTENCES[self.code].format_map(facts)

    def __str__(self) -> str:
        return self.words


def reason(code: str, /, **facts: Fact) -> Reason:
    """A reason of a code there is. Raises `KeyError`."""
    if code not in SENTENCES:
        raise KeyError(code)
    return Reason(code, tuple(facts.items()))


class Unfit(ValueError):
    """What was read can't stand in a layout; where it was read knows the line."""

    def __init__(self, code: str, /, **facts: Fact) -> None:
        self.reason = reason(code, **facts)
        super().__init__(self.reason.words)


def picture_bad(file: str, trouble: Exception) -> Reason:
    """Why a picture can't be used, with the name the layout gives it."""
    if isinstance(trouble, Unfit) and trouble.reason.code in _PICTURE:
        return reason(f"picture_{trouble.reason.code}", file=file, **dict(trouble.reason.facts))
    return reason("picture_bad", file=file, detail=str(trouble))


def reason_of(trouble: Exception) -> Reason:
    """The reason of an error, its own words where it knows none."""
    return trouble.reason if isinstance(trouble, Unfit) else reason("other", detail=str(trouble))
