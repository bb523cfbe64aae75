"""What a physical key means on a keyboard layout.

A scanner that types is programmed for a layout; the computer may have another. `-` of a US scanner arrives as `ß` on a
German computer, and a French one turns every digit into a letter. The key itself is the same, so it is read through the
layout the scanner was programmed for. Keys are numbered as Linux's evdev does; the main block has the same numbers in
the scan codes of Windows, and X11 adds 8.
"""

from __future__ import annotations

from typing import Final

# Rows of the main block: the number of the first key, and the signs of its keys.
_ROWS: Final = (2, 16, 30, 44)
_PLAIN: Final = {
    "us": ("1234567890-=", "qwertyuiop[]", "asdfghjkl;'`", "zxcvbnm,./"),
    "de": ("1234567890ß´", "qwertzuiopü+", "asdfghjklöä^", "yxcvbnm,.-"),
    "fr": ("&é\"'(-è_çà)=", "azertyuiop^$", "qsdfghjklmù²", "wxcvbn,;:!"),
}
_SHIFTED: Final = {
    "us": ("!@#$%^&*()_+", "QWERTYUIOP{}", 'ASDFGHJKL:"~', "ZXCVBNM<>?"),
    "de": ('!"§$%&/()=?`', "QWERTZUIOPÜ*", "ASDFGHJKLÖÄ°", "YXCVBNM;:_"),
    "fr": ("1234567890°+", "AZERTYUIOP¨£", "QSDFGHJKLM%~", "WXCVBN?./§"),
}
# Keys beside the rows: backslash (43), the extra key of European keyboards (86), blank, and the number pad.
_BESIDE: Final = {
    "us": {43: "\\|", 86: "\\|"},
    "de": {43: "#'", 86: "<>"},
    "fr": {43: "*µ", 86: "<>"},
}
_PAD: Final = dict(zip((71, 72, 73, 75, 76, 77, 79, 80, 81, 82, 74, 83), "7894561230-.", strict=True))
LAYOUTS: Final = ("us", "de", "fr")


def sign_of(key: int, layout: str, *, shift: bool) -> str:
    """The sign of a physical key (evdev number) on `us`, `de` or `fr`; "" for a key that writes nothing."""
    if key == 57:
        return " "
    if key in _PAD:
        return _PAD[key]
    beside = _BESIDE[layout].get(key)
    if beside is not None:
        return beside[shift]
    rows = (_SHIFTED if shift else _PLAIN)[layout]
    for first, row in zip(_ROWS, rows, strict=True):
        if first <= key < first + len(row):
            return row[key - first]
    return ""
