"""What is wrong with a map, in the language of now."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from ticketforge_desktop.domain.seating.checks import Fault
from ticketforge_desktop.domain.seating.places import LONGEST_LABEL, LONGEST_NAME, MOST_IN_SECTION, MOST_SEATS


def fault_words(fault: Fault) -> str:
    """One sentence, with the line of the table where there is one."""
    translate = QCoreApplication.translate
    known = {
        "empty": translate("SeatFaults", "There is no seat on the map yet."),
        "too_many": translate("SeatFaults", "More than {most} seats."),
        "no_venue": translate("SeatFaults", "The map belongs to no venue."),
        "no_stage": translate("SeatFaults", "There is no stage: the best seats are then those in front."),
        "twice": translate("SeatFaults", "{where} stands there twice."),
        "row_twice": translate("SeatFaults", "Row {where} stands there twice."),
        "seat_twice": translate("SeatFaults", "Seat {where} stands there twice."),
        "section_too_big": translate("SeatFaults", "{where} has too many seats: divide it, at most {section} each."),
        "no_name": translate("SeatFaults", "Something has no name, or blanks around it: {where}"),
        "bad_name": translate(
            "SeatFaults", "{where} can't be called so: {name} signs, rows and seats {label}; no / ; @ #."
        ),
        "misplaced": translate("SeatFaults", "{where} stands in another row than its name says."),
        "far_away": translate("SeatFaults", "{where} is more than a kilometre away."),
        "crowded": translate("SeatFaults", "{where} stands on another seat."),
        "alone": translate("SeatFaults", "{where} is for company, but no place for a wheelchair is beside it."),
        "no_capacity": translate("SeatFaults", "{where} needs a number of people."),
        "no_size": translate("SeatFaults", "{where} has no size."),
        "no_head": translate("SeatFaults", "The first line must name the columns: section, row, seat, x, y …"),
        "no_csv": translate("SeatFaults", "This line is no table."),
        "no_section": translate("SeatFaults", "The section is missing."),
        "no_seat": translate("SeatFaults", "The seat's number is missing."),
        "no_kind": translate("SeatFaults", "There is no such kind of place."),
        "no_place": translate("SeatFaults", "x or y is missing, or no number: {where}"),
        "promised": translate("SeatFaults", "{where} is sold, held or leased, and would vanish."),
    }
    text = known.get(fault.code, fault.message).format(
        where=fault.where, most=MOST_SEATS, section=MOST_IN_SECTION, name=LONGEST_NAME, label=LONGEST_LABEL
    )
    return translate("SeatFaults", "Line {line}: {fault}").format(line=fault.line, fault=text) if fault.line else text
