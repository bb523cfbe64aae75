"""The language of the window: which one, and how it is switched while the window is open."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from ticketforge_desktop import resources

TRANSLATIONS: Final = Path(resources.__file__).parent / "translations"
LANGUAGES: Final = ("de", "en")


def resolve(setting: str) -> str:
    """`de` or `en` for the setting `window.language`; `system` follows the computer (English if neither)."""
    if setting in LANGUAGES:
        return setting
    return "de" if QLocale.system().language() == QLocale.Language.German else "en"


class Translators:
    """The translators in use. English has one too: it holds the plurals."""

    def __init__(self) -> None:
        self._installed: list[QTranslator] = []

    def use(self, language: str) -> None:
        """Switch the application; every widget gets a LanguageChange."""
        app = QCoreApplication.instance()
        if app is None:
            return
        old, self._installed = self._installed, []
        # The new one first: a text asked for in between is never shown untranslated.
        if language != "en":
            self._add(app, f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
        self._add(app, f"ticketforge_{language}", str(TRANSLATIONS))
        for translator in old:
            app.removeTranslator(translator)

    def clear(self) -> None:
        """Take them away: the application outlives this window (tests, pictures)."""
        app = QCoreApplication.instance()
        if app is not None:
            for translator in self._installed:
                app.removeTranslator(translator)
        self._installed.clear()

    def _add(self, app: QCoreApplication, name: str, folder: str) -> None:
        translator = QTranslator(app)
        if translator.load(name, folder):
            app.installTranslator(translator)
            self._installed.append(translator)
