"""Scanners that type on a computer whose keyboard is German or French: a real X server, its layouts and its keys."""

from __future__ import annotations

import ctypes.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ticketforge_desktop.ui.devices.diagnosis import TEST_CODE, Trouble, diagnose
from ticketforge_desktop.ui.devices.layouts import LAYOUTS, sign_of
from ticketforge_desktop.ui.devices.wedge import Key

RETURN = (28, False)
NUMBER = "KJ32-Y458-HYHR"
# Names of X key symbols whose sign isn't the name itself or Latin-1 by name; dead keys count as their own sign.
SIGNS = {
    "minus": "-", "equal": "=", "bracketleft": "[", "bracketright": "]", "semicolon": ";", "apostrophe": "'",
    "grave": "`", "backslash": "\\", "comma": ",", "period": ".", "slash": "/", "exclam": "!", "at": "@",
    "numbersign": "#", "dollar": "$", "percent": "%", "asciicircum": "^", "ampersand": "&", "asterisk": "*",
    "parenleft": "(", "parenright": ")", "underscore": "_", "plus": "+", "braceleft": "{", "braceright": "}",
    "colon": ":", "quotedbl": '"', "asciitilde": "~", "bar": "|", "less": "<", "greater": ">", "question": "?",
    "ssharp": "ß", "udiaeresis": "ü", "Udiaeresis": "Ü", "odiaeresis": "ö", "Odiaeresis": "Ö", "adiaeresis": "ä",
    "Adiaeresis": "Ä", "degree": "°", "section": "§", "eacute": "é", "egrave": "è", "ccedilla": "ç", "agrave": "à",
    "ugrave": "ù", "sterling": "£", "mu": "µ", "twosuperior": "²", "space": " ",
    "dead_acute": "´", "dead_grave": "`", "dead_circumflex": "^", "dead_diaeresis": "¨",
}  # fmt: skip
# Where boards of one country differ, X has another sign in places no code uses.
DIFFERS = {("us", 86), ("fr", 41), ("de", 83), ("fr", 83)}


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    if shutil.which("Xvfb") is None or shutil.which("setxkbmap") is None or ctypes.util.find_library("Xtst") is None:
        pytest.skip("no X server with XTEST on this machine")
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "640x480x24", "-nolisten", "tcp", "-noreset"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as told:
        number = told.readline().strip()
    yield f":{number}"
    server.terminate()
    server.wait(10)


def physical(text: str, layout: str) -> list[tuple[int, bool]]:
    """The keys with which a scanner programmed for a layout types a text."""
    where = {sign_of(key, layout, shift=shift): (key, shift) for shift in (True, False) for key in range(53, 1, -1)}
    return [where[sign] for sign in text]


def typed(display: str, computer: str, bursts: list[Any], **settings: Any) -> dict[str, Any]:
    """Type at a real window on a computer with a layout; what came of it."""
    env = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "QT_IM_MODULE": "compose"}
    subprocess.run(["setxkbmap", "-display", display, computer], check=True, env=env, timeout=30)
    child = Path(__file__).with_name("typed_at.py")
    done = subprocess.run(
        [sys.executable, str(child)],
        input=json.dumps({"settings": settings, "bursts": bursts}),
        env=env,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


@pytest.mark.parametrize("computer", LAYOUTS)
def test_a_us_scanner_is_diagnosed_mended_and_then_read_whatever_the_computer(display: str, computer: str) -> None:
    broken = typed(display, computer, [[6, [*physical(TEST_CODE, "us"), RETURN]]])
    (text,) = broken["scans"]
    found = diagnose(text, [Key(*key) for key in broken["keys"]], TEST_CODE)
    if computer == "us":
        assert (text, found.trouble) == (TEST_CODE, Trouble.NONE)
    else:
        assert text != TEST_CODE
        assert (found.trouble, found.layout) == (Trouble.LAYOUT, "us")
    bursts = [[6, [*physical(NUMBER, "us"), RETURN]], [130, [*physical("zy", computer)]]]
    mended = typed(display, computer, bursts, layout="us")
    assert mended["scans"] == [NUMBER]
    assert mended["field"] == "zy", "hands type on the computer's own layout"


@pytest.mark.parametrize("scanner", ["de", "fr"])
def test_a_scanner_programmed_for_the_computers_layout_needs_nothing(display: str, scanner: str) -> None:
    code = "84701" + "0123456789" * 4
    answer = typed(display, scanner, [[6, [*physical(code, scanner), RETURN]], [6, physical(NUMBER, scanner)]])
    assert answer["scans"] == [code, NUMBER]
    assert (answer["field"], answer["returns"]) == ("", [])


def test_a_name_typed_by_a_hand_is_no_ticket(display: str) -> None:
    answer = typed(display, "de", [[110, [*physical("Schmidt", "de"), RETURN]]])
    assert (answer["scans"], answer["returns"], answer["field"]) == ([], ["Schmidt"], "Schmidt")


@pytest.mark.parametrize("computer", LAYOUTS)
def test_our_tables_say_what_the_system_says(display: str, computer: str) -> None:
    table = typed(display, computer, [])["table"]
    wrong = {}
    for number in [*range(2, 14), *range(16, 28), *range(30, 42), *range(43, 54), 86]:
        for level, name in enumerate(table[str(number)]):
            ours = sign_of(number, computer, shift=bool(level))
            theirs = name if len(name) == 1 else SIGNS.get(name, name)
            if ours != theirs and (computer, number) not in DIFFERS:
                wrong[number, level] = (ours, theirs)
    assert wrong == {}


def test_a_dead_key_of_a_hand_makes_its_letter_and_the_scan_after_it_is_whole(display: str) -> None:
    acute = [(13, False), (18, False)]  # ´ then e
    answer = typed(display, "de", [[120, acute], [6, [*physical(NUMBER, "us"), RETURN]]], layout="us")
    assert answer["scans"] == [NUMBER]
    assert answer["field"] == "é"
