"""Every built-in ticket × every language it is made for × the nastiest data: all codes read, nothing injected."""

from __future__ import annotations

import pytest

from tests.devices.strict_printers import PRINTERS, faults, printed, run, ticket_layouts
from tests.devices.tickets import nasty_faces
from tests.oracles.zpl_printer import ZplPrinter
from ticketforge_desktop.domain.errors import LayoutFault

NARROW = ("label-7.5x3.75cm", "label-15x2.5cm", "wristband")
"""Stock too narrow for a code of such coarse dots: refused instead of printed unreadably."""
PAIRS = [(language, name) for language in PRINTERS for name in ticket_layouts(language)]


@pytest.mark.parametrize(("language", "name"), PAIRS)
def test_the_nastiest_tickets_are_one_paper_each_with_both_codes_and_no_ink_astray(language: str, name: str) -> None:
    faces = nasty_faces()

    assert faults(language, name, 203, faces, printed(language, name, faces)) == []


@pytest.mark.parametrize("dpi", [203, 300, 600])
@pytest.mark.parametrize("name", ticket_layouts("zpl"))
def test_a_label_printer_understands_every_command_and_prints_one_label_each(name: str, dpi: int) -> None:
    """That its codes are read is tested with zpl-renderer-js, which passes over what it does not know."""
    job = run("zpl", name, dpi)
    machine = ZplPrinter(1, 1)
    machine.feed(job.opening() + b"".join(map(job.ticket, nasty_faces())))

    assert len(machine.done()) == len(nasty_faces())


def test_every_language_has_a_ticket_of_its_own() -> None:
    assert {language for language, _ in PAIRS} == set(PRINTERS)


@pytest.mark.long
@pytest.mark.parametrize("dpi", [180, 300, 600])
@pytest.mark.parametrize(("language", "name"), PAIRS)
def test_the_same_at_other_resolutions(language: str, name: str, dpi: int) -> None:
    if (language == "fgl") is (dpi == 180) or (language != "fgl" and dpi == 600):
        return  # no such head
    faces = nasty_faces()
    if dpi == 180 and name in NARROW:
        with pytest.raises(LayoutFault, match=r"needs .* mm"):
            printed(language, name, faces, dpi)
        return

    assert faults(language, name, dpi, faces, printed(language, name, faces, dpi)) == []


@pytest.mark.long
@pytest.mark.parametrize("name", ticket_layouts("escpos"))
def test_the_same_on_a_receipt_printer_without_page_mode(name: str) -> None:
    faces = nasty_faces()

    assert faults("escpos", name, 203, faces, printed("escpos", name, faces, mode="raster")) == []
