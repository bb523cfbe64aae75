"""Translations: gather every text of the window, and make the files it reads.

    python scripts/translations.py            update the .ts files, then make the .qm files
    python scripts/translations.py --check    change nothing; exit 1 when something is missing, unfinished or stale

Texts come from `self.tr` and `QCoreApplication.translate` in `ui/`, and from what is declared without Qt: settings,
actions and the words for errors. The .qm files are committed, so that installing needs no translation tools.
"""

from __future__ import annotations

import importlib
import pkgutil
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as Xml

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))
PACKAGE = ROOT / "ticketforge_desktop"
TRANSLATIONS = PACKAGE / "resources" / "translations"
LANGUAGES = {"de": "de_DE", "en": "en_GB"}


def declared() -> Iterator[tuple[str, str]]:
    """Context and text of everything that is declared rather than said by a widget."""
    from ticketforge_desktop.services.connection_state import LockReason, reason_words
    from ticketforge_desktop.services.settings import SETTINGS
    from ticketforge_desktop.ui.actions import Action
    from ticketforge_desktop.ui.places import ALL_PLACES
    from ticketforge_desktop.ui.trouble import WORDS

    for setting in SETTINGS:
        yield "Settings", setting.label
        yield "Settings", setting.description
        for choice in setting.choices:
            yield "Settings", choice.label
    yield from (("LockReasons", text) for text in map(reason_words, LockReason))
    for words in WORDS.values():
        yield from (("Errors", text) for text in words)
    yield from (("Actions", place.action.text) for place in ALL_PLACES)
    from ticketforge_desktop import ui

    for module in pkgutil.walk_packages(ui.__path__, "ticketforge_desktop.ui."):
        for value in vars(importlib.import_module(module.name)).values():
            found = value if isinstance(value, tuple) and not isinstance(value, Action) else (value,)
            yield from (("Actions", one.text) for one in found if isinstance(one, Action))


def tool(name: str, *arguments: str) -> None:
    """Run a Linguist tool of PySide6; its words are shown only when it fails."""
    program = shutil.which(f"pyside6-{name}", path=str(Path(sys.executable).parent)) or f"pyside6-{name}"
    done = subprocess.run([program, *arguments], capture_output=True, text=True, check=False)
    if done.returncode or "error" in done.stderr.lower():
        raise SystemExit(f"{name}: {done.stdout}{done.stderr}")


def update(folder: Path) -> None:
    """Bring the .ts files in `folder` up to date with the sources."""
    with tempfile.TemporaryDirectory() as build:
        extra = Path(build) / "declared.py"
        lines = [f"QCoreApplication.translate({context!r}, {text!r})" for context, text in dict.fromkeys(declared())]
        extra.write_text("\n".join(lines) + "\n", encoding="utf-8")
        sources = sorted(str(path.relative_to(ROOT)) for path in (PACKAGE / "ui").rglob("*.py"))
        for language, locale in LANGUAGES.items():
            file = str(folder / f"ticketforge_{language}.ts")
            plural = ["-pluralonly"] if language == "en" else []
            common = ["-no-obsolete", "-locations", "none", "-source-language", "en_GB", "-target-language", locale]
            tool("lupdate", *sources, str(extra), "-ts", file, *common, *plural)


def release(folder: Path, target: Path) -> None:
    """Make a .qm file of each .ts file."""
    for language in LANGUAGES:
        name = f"ticketforge_{language}"
        made = target / f"{name}.qm"
        # A running window has the file mapped into its memory and would crash if it were written over: it is replaced.
        fresh = made.with_suffix(".qm.new")
        tool("lrelease", str(folder / f"{name}.ts"), "-qm", str(fresh))
        fresh.replace(made)


def unfinished(file: Path) -> list[str]:
    """Texts of a .ts file that have no finished translation."""
    missing = []
    for message in Xml.parse(file).getroot().iter("message"):
        translation = message.find("translation")
        said = "" if translation is None else "".join(translation.itertext()).strip()
        if translation is None or translation.get("type") == "unfinished" or not said:
            missing.append(message.findtext("source") or "")
    return missing


def check() -> list[str]:
    """What is wrong with the committed files; empty when nothing is."""
    faults = []
    with tempfile.TemporaryDirectory() as build:
        fresh = Path(build)
        for file in TRANSLATIONS.glob("*.ts"):
            shutil.copy(file, fresh)
        update(fresh)
        release(fresh, fresh)
        for language in LANGUAGES:
            name = f"ticketforge_{language}"
            if (fresh / f"{name}.ts").read_bytes() != (TRANSLATIONS / f"{name}.ts").read_bytes():
                faults.append(f"{name}.ts is not up to date with the sources")
            made = TRANSLATIONS / f"{name}.qm"
            if not made.exists() or (fresh / f"{name}.qm").read_bytes() != made.read_bytes():
                faults.append(f"{name}.qm is not made from {name}.ts")
            faults += [f"{name}.ts: not translated: {text!r}" for text in unfinished(fresh / f"{name}.ts")]
    return faults


def main() -> int:
    """Exit code: 0 all good."""
    if "--check" in sys.argv[1:]:
        faults = check()
        print("\n".join(faults) or "translations are complete and up to date")
        return 1 if faults else 0
    TRANSLATIONS.mkdir(exist_ok=True)
    update(TRANSLATIONS)
    release(TRANSLATIONS, TRANSLATIONS)
    for language in LANGUAGES:
        for text in unfinished(TRANSLATIONS / f"ticketforge_{language}.ts"):
            print(f"{language}: not translated: {text!r}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
