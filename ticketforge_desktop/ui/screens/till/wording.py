"""Words of the till that several of its parts say."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from ticketforge_desktop.domain.seating.places import parts_of


def seats_words(seats: Sequence[str]) -> str:
    """`Stalls, row 4, seat 11, 12`: seats of a row are told together; what is no name of a seat is told as it is."""
    rows: dict[tuple[str, str], list[str]] = {}
    plain = []
    for seat in seats:
        parts = parts_of(seat)
        if parts is None:
            plain.append(seat)
        else:
            rows.setdefault(parts[:2], []).append(parts[2])
    words = QCoreApplication.translate("Seats", "{section}, row {row}, seat {number}")
    told = [
        words.format(section=section, row=row, number=", ".join(numbers)) for (section, row), numbers in rows.items()
    ]
    return "; ".join((*told, *plain))
