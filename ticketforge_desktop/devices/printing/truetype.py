"""Reading a TrueType font: which signs it has, how wide they are, and their outlines.

Only what tickets need (tables cmap format 4, hmtx, glyf), after the OpenType specification. Lengths are in em.
"""

from __future__ import annotations

import struct
from array import array
from functools import lru_cache
from importlib.resources import files
from typing import Final

Point = tuple[float, float]
Contour = list[Point]
"""A closed polygon, em, y upwards; curves are already flattened."""

_STEPS: Final = 6
"""Straight pieces for one curve: under a tenth of a dot at ticket sizes."""
_ARGS_ARE_WORDS, _ARGS_ARE_XY, _HAS_SCALE, _MORE, _XY_SCALE, _TWO_BY_TWO = 1, 2, 8, 32, 64, 128


class TrueType:
    """One font file. Outlines are read when asked for."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._tables = self._directory()
        head, hhea = self._tables["head"], self._tables["hhea"]
        self._em = float(struct.unpack_from(">H", data, head + 18)[0])
        self._long_loca = bool(struct.unpack_from(">h", data, head + 50)[0])
        self._metrics = struct.unpack_from(">H", data, hhea + 34)[0]
        self._glyphs = self._read_cmap()
        self._advances = array("H", data[self._tables["hmtx"] : self._tables["hmtx"] + 4 * self._metrics])
        if struct.pack("=H", 1) != struct.pack(">H", 1):
            self._advances.byteswap()

    def has(self, sign: str) -> bool:
        return ord(sign) in self._glyphs

    def width(self, sign: str) -> float:
        """Advance in em; 0.5 for a sign the font lacks."""
        glyph = self._glyphs.get(ord(sign))
        if glyph is None:
            return 0.5
        return float(self._advances[2 * min(glyph, self._metrics - 1)] / self._em)

    def outline(self, sign: str) -> list[Contour]:
        """The contours of a sign; empty for a space or a sign the font lacks."""
        glyph = self._glyphs.get(ord(sign))
        if glyph is None:
            return []
        return [[(x / self._em, y / self._em) for x, y in contour] for contour in self._contours(glyph, 0)]

    def _directory(self) -> dict[str, int]:
        count = struct.unpack_from(">H", self._data, 4)[0]
        tables: dict[str, int] = {}
        for index in range(count):
            tag, _sum, offset, _length = struct.unpack_from(">4sIII", self._data, 12 + 16 * index)
            tables[tag.decode("ascii")] = offset
        return tables

    def _read_cmap(self) -> dict[int, int]:
        """The signs of the Basic Multilingual Plane; the shipped faces have no others."""
        start = self._tables["cmap"]
        count = struct.unpack_from(">H", self._data, start + 2)[0]
        for index in range(count):
            platform, encoding, offset = struct.unpack_from(">HHI", self._data, start + 4 + 8 * index)
            if (platform, encoding) == (3, 1):
                return self._cmap4(start + offset)
        raise ValueError("the font has no Unicode table")

    def _cmap4(self, start: int) -> dict[int, int]:
        count = struct.unpack_from(">H", self._data, start + 6)[0] // 2
        ends = struct.unpack_from(f">{count}H", self._data, start + 14)
        starts = struct.unpack_from(f">{count}H", self._data, start + 16 + 2 * count)
        deltas = struct.unpack_from(f">{count}h", self._data, start + 16 + 4 * count)
        at = start + 16 + 6 * count
        ranges = struct.unpack_from(f">{count}H", self._data, at)
        found: dict[int, int] = {}
        for segment in range(count):
            for code in range(starts[segment], min(ends[segment], 0xFFFE) + 1):
                if not ranges[segment]:
                    found[code] = (code + deltas[segment]) & 0xFFFF
                    continue
                place = at + 2 * segment + ranges[segment] + 2 * (code - starts[segment])
                glyph = struct.unpack_from(">H", self._data, place)[0]
                if glyph:
                    found[code] = (glyph + deltas[segment]) & 0xFFFF
        return found

    def _contours(self, glyph: int, depth: int) -> list[Contour]:
        """Contours in font units. A glyph made of glyphs is followed at most four deep."""
        loca, glyf = self._tables["loca"], self._tables["glyf"]
        if self._long_loca:
            start, end = struct.unpack_from(">II", self._data, loca + 4 * glyph)
        else:
            start, end = (2 * half for half in struct.unpack_from(">HH", self._data, loca + 2 * glyph))
        if start == end or depth > 4:
            return []
        count = struct.unpack_from(">h", self._data, glyf + start)[0]
        place = glyf + start + 10
        return self._simple(place, count) if count >= 0 else self._compound(place, depth)

    def _simple(self, place: int, count: int) -> list[Contour]:
        data = self._data
        ends = struct.unpack_from(f">{count}H", data, place)
        place += 2 * count
        place += 2 + struct.unpack_from(">H", data, place)[0]
        total = ends[-1] + 1 if ends else 0
        flags: list[int] = []
        while len(flags) < total:
            flag = data[place]
            place += 1
            flags.append(flag)
            if flag & 8:
                flags.extend([flag] * data[place])
                place += 1
        xs, place = self._coordinates(flags, place, 2, 16)
        ys, _ = self._coordinates(flags, place, 4, 32)
        contours: list[Contour] = []
        first = 0
        for end in ends:
            points = [(xs[i], ys[i], bool(flags[i] & 1)) for i in range(first, end + 1)]
            contours.append(_flattened(points))
            first = end + 1
        return contours

    def _coordinates(self, flags: list[int], place: int, short: int, same: int) -> tuple[list[int], int]:
        values: list[int] = []
        value = 0
        for flag in flags:
            if flag & short:
                value += self._data[place] if flag & same else -self._data[place]
                place += 1
            elif not flag & same:
                value += struct.unpack_from(">h", self._data, place)[0]
                place += 2
            values.append(value)
        return values, place

    def _compound(self, place: int, depth: int) -> list[Contour]:
        result: list[Contour] = []
        flags = _MORE
        while flags & _MORE:
            flags, glyph = struct.unpack_from(">HH", self._data, place)
            place += 4
            form = ">hh" if flags & _ARGS_ARE_WORDS else ">bb"
            dx, dy = struct.unpack_from(form, self._data, place) if flags & _ARGS_ARE_XY else (0, 0)
            place += struct.calcsize(form)
            a, b, c, d = 1.0, 0.0, 0.0, 1.0
            if flags & _HAS_SCALE:
                a = d = struct.unpack_from(">h", self._data, place)[0] / 16384
                place += 2
            elif flags & _XY_SCALE:
                a, d = (part / 16384 for part in struct.unpack_from(">hh", self._data, place))
                place += 4
            elif flags & _TWO_BY_TWO:
                a, b, c, d = (part / 16384 for part in struct.unpack_from(">hhhh", self._data, place))
                place += 8
            for contour in self._contours(glyph, depth + 1):
                result.append([(a * x + c * y + dx, b * x + d * y + dy) for x, y in contour])
        return result


def _flattened(points: list[tuple[int, int, bool]]) -> Contour:
    """Quadratic curves as straight pieces; a missing on-curve point lies halfway between two off-curve ones."""
    if not points:
        return []
    full: list[tuple[float, float, bool]] = []
    for index, (x, y, on) in enumerate(points):
        px, py, previous_on = points[index - 1]
        if not on and not previous_on:
            full.append(((x + px) / 2, (y + py) / 2, True))
        full.append((x, y, on))
    start = next(index for index, point in enumerate(full) if point[2])
    full = full[start:] + full[: start + 1]
    contour: Contour = [full[0][:2]]
    index = 1
    while index < len(full):
        if full[index][2]:
            contour.append(full[index][:2])
            index += 1
        else:
            contour.extend(_curve(contour[-1], full[index][:2], full[index + 1][:2]))
            index += 2
    return contour


def _curve(start: Point, control: Point, end: Point) -> Contour:
    pieces: Contour = []
    for step in range(1, _STEPS + 1):
        t = step / _STEPS
        a, b, c = (1 - t) * (1 - t), 2 * (1 - t) * t, t * t
        pieces.append((a * start[0] + b * control[0] + c * end[0], a * start[1] + b * control[1] + c * end[1]))
    return pieces


FACES: Final = {False: ("Inter-Regular.ttf", "DejaVuSans-RTL.ttf"), True: ("Inter-Bold.ttf", "DejaVuSans-RTL-Bold.ttf")}
"""The shipped faces by weight: the first has Latin, Greek and Cyrillic, the second Hebrew and Arabic."""


@lru_cache(maxsize=4)
def shipped(name: str) -> TrueType:
    """A font of `resources/fonts`, read once."""
    return TrueType(font_bytes(name))


def font_bytes(name: str) -> bytes:
    """The file of a shipped font."""
    return (files("ticketforge_desktop.resources") / "fonts" / name).read_bytes()


def faces(bold: bool) -> tuple[TrueType, TrueType]:
    """The two faces of a weight."""
    first, second = FACES[bold]
    return shipped(first), shipped(second)
