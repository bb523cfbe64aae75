"""Write docs/settings.md from the declared settings; `--check` only compares."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))
MANUAL = ROOT / "docs" / "settings.md"

from ticketforge_desktop.services.setting_kinds import Group, Scope, Setting  # noqa: E402
from ticketforge_desktop.services.settings import SETTINGS  # noqa: E402

HEAD = """# Settings

Made from the declarations in `ticketforge_desktop/services/settings.py` by `python scripts/settings_manual.py`; a test
keeps the two alike. Settings of the **window** belong to this computer and are read before any database is open;
settings of the **station** lie in the station file, and every change is in its audit log.
"""
TITLES = {
    Group.WINDOW: "Window",
    Group.STATION: "Station and sync",
    Group.STOCK: "Stock levels",
    Group.TILL: "Till",
    Group.DOOR: "Door",
    Group.PRINT: "Printing",
}


def values(setting: Setting) -> str:
    """What may be chosen."""
    if isinstance(setting.default, bool):
        return "on or off"
    if isinstance(setting.default, int):
        return f"{setting.minimum} to {setting.maximum} {setting.unit}".strip()
    if setting.choices:
        return ", ".join(f"`{choice.value}`" for choice in setting.choices)
    return f"text of at most {setting.longest} characters" + (", not empty" if setting.required else "")


def default(setting: Setting) -> str:
    """The value where nobody chose one."""
    if isinstance(setting.default, bool):
        return "on" if setting.default else "off"
    return f"`{setting.default}`" if setting.default != "" else "none"


def manual() -> str:
    """The whole page."""
    parts = [HEAD]
    for group in Group:
        parts.append(f"\n## {TITLES[group]}\n")
        parts.append("| setting | key | values | default | kept in | meaning |\n|---|---|---|---|---|---|")
        for setting in SETTINGS:
            if setting.group is group:
                kept = "window" if setting.scope is Scope.WINDOW else "station"
                row = (setting.label, f"`{setting.key}`", values(setting), default(setting), kept, setting.description)
                parts.append("| " + " | ".join(row) + " |")
    return "\n".join(parts) + "\n"


def main() -> int:
    """Exit code: 1 when --check finds the page out of date."""
    if "--check" in sys.argv[1:]:
        return 0 if MANUAL.exists() and MANUAL.read_text(encoding="utf-8") == manual() else 1
    MANUAL.write_text(manual(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
