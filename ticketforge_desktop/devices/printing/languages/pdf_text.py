"""Text operators of a PDF page, written directly: several times as fast as reportlab's own text object."""

from __future__ import annotations

from dataclasses import dataclass

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject


@dataclass(frozen=True, slots=True)
class Words:
    """A text that is ready but for the numbers the fonts give its signs in the document at hand."""

    ink: str  # "black" | "white"
    matrix: str  # the operator that places it
    size: str  # the operand and operator that set the size
    runs: tuple[tuple[str, str], ...]  # font name as reportlab knows it, text in visual order


class TextObject(PDFTextObject):  # type: ignore[misc]  # reportlab is not typed
    """A text object that many texts in several faces are shown in."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._font = ""
        self._ink = "black"

    def show(self, words: Words) -> None:
        """Set a text. Its signs join the subset of their font in this document."""
        operators: list[str] = []
        if words.ink != self._ink:
            self._ink = words.ink
            operators.append("1 g" if words.ink == "white" else "0 g")
        operators.append(words.matrix)
        document = self._canvas._doc
        for name, text in words.runs:
            font = pdfmetrics.getFont(name)
            for subset, codes in font.splitString(text, document):
                chosen = f"{font.getSubsetInternalName(subset, document)} {words.size}"
                if chosen != self._font:
                    self._font = chosen
                    operators.append(chosen)
                operators.append(f"<{codes.hex()}> Tj")
        self._code.extend(operators)

    def back_to_black(self) -> None:
        """What follows on the page counts on black."""
        if self._ink != "black":
            self._code.append("0 g")
