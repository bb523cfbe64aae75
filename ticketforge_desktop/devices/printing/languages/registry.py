"""The printer languages by name, and how each may be set up."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, fields
from typing import Any, Final

from ticketforge_desktop.devices.printing.layouts import LayoutShelf
from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.services.ports.printing import Renderer, RunRenderer

LANGUAGES: Final = ("pdf", "zpl", "fgl", "escpos", "tspl", "starprnt")
_Parts = tuple[Callable[..., Renderer], type | None]


def _parts(language: str) -> _Parts:
    """A language's renderer and the record of its options. Loaded when asked for: some bring heavy libraries."""
    if language == "pdf":
        from ticketforge_desktop.devices.printing.languages.pdf import PdfRenderer

        return PdfRenderer, None
    if language == "zpl":
        from ticketforge_desktop.devices.printing.languages.zpl import ZplOptions, ZplRenderer

        return ZplRenderer, ZplOptions
    if language == "fgl":
        from ticketforge_desktop.devices.printing.languages.fgl import FglOptions, FglRenderer

        return FglRenderer, FglOptions
    if language == "escpos":
        from ticketforge_desktop.devices.printing.languages.escpos import EscPosOptions, EscPosRenderer

        return EscPosRenderer, EscPosOptions
    if language == "tspl":
        from ticketforge_desktop.devices.printing.languages.tspl import TsplOptions, TsplRenderer

        return TsplRenderer, TsplOptions
    if language == "starprnt":
        from ticketforge_desktop.devices.printing.languages.starprnt import StarPrntOptions, StarPrntRenderer

        return StarPrntRenderer, StarPrntOptions
    known = ", ".join(LANGUAGES)
    raise BadInput(f"There is no printer language '{language}'. Known are {known}.", field="language", value=language)


def options(language: str) -> Mapping[str, type]:
    """The options of a language with their types. Raises `BadInput` for a language there is not."""
    record = _parts(language)[1]
    if record is None:
        return {}
    return {one.name: type(one.default) for one in fields(record) if one.default is not MISSING}


def renderer(language: str, shelf: LayoutShelf, chosen: Mapping[str, object] | None = None) -> Renderer:
    """The encoder of a language, set up as `chosen` says; what it does not say is as usual.

    Raises:
        BadInput: a language there is not, an option the language has not, or a value of another kind or beyond reason.
    """
    make, record = _parts(language)
    wanted = dict(chosen or {})
    known = options(language)
    for name, value in wanted.items():
        if name not in known:
            offered = f"It has {', '.join(known)}." if known else "It has none."
            raise BadInput(f"{language} has no option '{name}'. {offered}", field="options", option=name)
        if known[name] is float and type(value) is int:
            wanted[name] = float(value)
        elif type(value) is not known[name]:
            kind = {bool: "yes or no", int: "a whole number", float: "a number"}.get(known[name], "text")
            raise BadInput(f"The option '{name}' of {language} is {kind}.", field="options", option=name)
    if record is None:
        return make(shelf)
    return make(shelf, record(**_checked(wanted)))


def run_renderer(language: str, shelf: LayoutShelf, chosen: Mapping[str, object] | None = None) -> RunRenderer:
    """As `renderer`, for a language whose tickets go one at a time. Raises `BadInput` for PDF as well."""
    made: Any = renderer(language, shelf, chosen)
    if not hasattr(made, "run"):
        raise BadInput(f"{language} knows no tickets one at a time.", field="language", value=language)
    encoder: RunRenderer = made
    return encoder


def _checked(wanted: dict[str, Any]) -> dict[str, Any]:
    """The same options. Raises `BadInput` for numbers no printer has."""
    for name, value in wanted.items():
        if isinstance(value, (int, float)) and not isinstance(value, bool) and not -500 <= value <= 500:
            raise BadInput(f"{value} is beyond reason for the option '{name}'.", field="options", option=name)
    return wanted


class Renderers(Mapping[str, Renderer]):
    """One renderer a language as it is usual, made when it is asked for."""

    def __init__(self, shelf: LayoutShelf) -> None:
        self._shelf = shelf
        self._made: dict[str, Renderer] = {}

    def __getitem__(self, language: str) -> Renderer:
        if language not in LANGUAGES:
            raise KeyError(language)
        if language not in self._made:
            self._made[language] = renderer(language, self._shelf)
        return self._made[language]

    def __iter__(self) -> Iterator[str]:
        return iter(LANGUAGES)

    def __len__(self) -> int:
        return len(LANGUAGES)
