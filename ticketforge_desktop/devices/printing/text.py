"""Text from the store on its way to paper: cleaned, and for right-to-left scripts joined and put in visual order.

What a customer typed is data. Nothing in it may steer a printer, a viewer or the order of the signs around it, so
control and format characters are taken out here, once, before any language sees the text.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

MAX_LENGTH: Final = 400
"""Signs of one text that are looked at: a ticket has no room for more, and fitting must stay quick."""

_RTL: Final = frozenset({"R", "AL"})
_NUMBERS: Final = frozenset({"EN", "AN"})
_INNER_OF_NUMBERS: Final = frozenset({"CS", "ES"})
_MIRRORED: Final = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")


def clean(text: str) -> str:
    """One line without control, format, private and unassigned characters; composed (NFC), spaces joined."""
    if text.isascii() and text.isprintable() and "  " not in text and len(text) <= MAX_LENGTH:
        return text.strip()
    kept = unicodedata.normalize("NFC", text[:MAX_LENGTH]).translate(_KEPT)
    # A no-break space holds an amount and its sign together, so it stays one.
    return " ".join(part for part in kept.split(" ") if part).strip(" \N{NO-BREAK SPACE}")


class _Kept(dict[int, int | None]):
    """What becomes of each sign, for `str.translate`: itself, a space, or nothing. Filled as signs come by."""

    def __missing__(self, point: int) -> int | None:
        category = unicodedata.category(chr(point))
        kept: int | None = point
        if category in ("Zs", "Zl", "Zp") or chr(point) in "\t\n\r\v\f":
            kept = point if chr(point) == "\N{NO-BREAK SPACE}" else 0x20
        elif category in ("Cc", "Cf", "Cs", "Co", "Cn"):
            kept = None
        self[point] = kept
        return kept


_KEPT: Final = _Kept()


def is_picture(sign: str) -> bool:
    """Whether a sign without a glyph may vanish (emoji, dingbats, variation selectors), not be replaced by '?'."""
    return unicodedata.category(sign) in ("So", "Sk", "Mn", "Me") or 0xFE00 <= ord(sign) <= 0xFE0F


def visual(text: str) -> str:
    """The text in the order it is drawn from left to right, Arabic letters joined. Left-to-right text is unchanged."""
    if text.isascii() or not any(unicodedata.bidirectional(sign) in _RTL for sign in text):
        return text
    return _reordered(_shaped(text))


def _reordered(text: str) -> str:
    """The Unicode Bidirectional Algorithm (UAX 9) for one line without embeddings, which `clean` has taken out."""
    classes = _resolved([unicodedata.bidirectional(sign) for sign in text])
    base = 1 if next((kind for kind in classes if kind in ("L", "R")), "L") == "R" else 0
    _settle_brackets(text, classes, base)
    levels = _levels(classes, base)
    order = list(range(len(text)))
    for level in range(max(levels), 0, -1):
        start = 0
        while start < len(order):
            if levels[order[start]] < level:
                start += 1
                continue
            end = start
            while end < len(order) and levels[order[end]] >= level:
                end += 1
            order[start:end] = order[start:end][::-1]
            start = end
    return "".join(text[at].translate(_MIRRORED) if levels[at] % 2 else text[at] for at in order)


def _resolved(classes: list[str]) -> list[str]:
    """Weak types (rules W1 to W7): what is left is L, R, EN, AN and N for neutral."""
    result: list[str] = []
    strong = ""
    for index, kind in enumerate(classes):
        found = kind
        if kind == "NSM":
            found = result[-1] if result else "N"
        elif kind in _RTL:
            found = "R"
        elif kind == "EN":
            found = "AN" if strong == "AL" else "L" if strong == "L" else "EN"
        elif kind in _INNER_OF_NUMBERS:
            after = classes[index + 1] if index + 1 < len(classes) else ""
            found = result[-1] if result and result[-1] in _NUMBERS and after in _NUMBERS else "N"
        elif kind not in ("L", "AN"):
            found = "N"
        if kind in ("L", "R", "AL"):
            strong = kind
        result.append(found)
    return result


def _settle_brackets(text: str, classes: list[str], base: int) -> None:
    """Rule N0: a pair of brackets goes with what it holds, so that it never opens and closes to the same side."""
    around = "R" if base else "L"
    for start, end in _bracket_pairs(text, classes):
        held = {_as_strong(kind) for kind in classes[start + 1 : end] if kind != "N"}
        if around in held:
            classes[start] = classes[end] = around
        elif held:
            before = next((_as_strong(kind) for kind in reversed(classes[:start]) if kind != "N"), around)
            classes[start] = classes[end] = before if before in held else around


def _bracket_pairs(text: str, classes: list[str]) -> list[tuple[int, int]]:
    open_at: list[tuple[str, int]] = []
    pairs: list[tuple[int, int]] = []
    for index, sign in enumerate(text):
        if classes[index] != "N":
            continue
        if sign in "([{":
            open_at.append((sign.translate(_MIRRORED), index))
        elif any(closing == sign for closing, _ in open_at):
            while True:
                closing, start = open_at.pop()
                if closing == sign:
                    pairs.append((start, index))
                    break
    return sorted(pairs)


def _levels(classes: list[str], base: int) -> list[int]:
    """Neutrals (N1, N2) and implicit levels (I1, I2)."""
    around = "R" if base else "L"
    resolved = list(classes)
    index = 0
    while index < len(resolved):
        if resolved[index] != "N":
            index += 1
            continue
        end = index
        while end < len(resolved) and resolved[end] == "N":
            end += 1
        before = _as_strong(resolved[index - 1]) if index else around
        after = _as_strong(resolved[end]) if end < len(resolved) else around
        resolved[index:end] = [before if before == after else around] * (end - index)
        index = end
    if base:
        return [1 if kind == "R" else 2 for kind in resolved]
    return [{"L": 0, "R": 1}.get(kind, 2) for kind in resolved]


def _as_strong(kind: str) -> str:
    return "R" if kind in ("R", "EN", "AN") else "L"


@lru_cache(maxsize=1)
def _forms() -> tuple[dict[str, dict[str, str]], dict[tuple[str, str], str]]:
    """Arabic presentation forms by letter, and the lam-alef ligatures, as the Unicode data itself tells them."""
    letters: dict[str, dict[str, str]] = {}
    ligatures: dict[tuple[str, str], str] = {}
    for point in (*range(0xFE70, 0xFF00), *range(0xFB50, 0xFBD0)):
        form, *parts = unicodedata.decomposition(chr(point)).split()[:4] or [""]
        base = [chr(int(part, 16)) for part in parts]
        if not form.startswith("<") or not base:
            continue
        if len(base) == 1:
            letters.setdefault(base[0], {})[form.strip("<>")] = chr(point)
        elif len(base) == 2 and base[0] == "\u0644":
            ligatures[base[1], form.strip("<>")] = chr(point)
    return letters, ligatures


def _shaped(text: str) -> str:
    """Arabic letters in the form their neighbours ask for."""
    letters, ligatures = _forms()
    result: list[str] = []
    index = 0
    while index < len(text):
        sign = text[index]
        forms = letters.get(sign)
        if forms is None:
            result.append(sign)
            index += 1
            continue
        before = "initial" in letters.get(_neighbour(text, index, -1), {})
        following = _neighbour(text, index, 1)
        if sign == "\u0644" and (following, "isolated") in ligatures:
            result.append(ligatures[following, "final" if before else "isolated"])
            index = text.index(following, index) + 1
            continue
        after = "initial" in forms and "final" in letters.get(following, {})
        wanted = ("medial" if after else "final") if before else ("initial" if after else "isolated")
        result.append(forms.get(wanted, forms.get("isolated", sign)))
        index += 1
    return "".join(result)


def _neighbour(text: str, index: int, step: int) -> str:
    """The next letter that is not a vowel mark; "" at the end."""
    index += step
    while 0 <= index < len(text) and unicodedata.category(text[index]) == "Mn":
        index += step
    return text[index] if 0 <= index < len(text) else ""
