"""Rates of tax: told in the settings, the most exact one counts."""

from __future__ import annotations

import pytest

from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.domain.taxes import TaxRates, read_rate, read_rates


def test_the_most_exact_rate_counts() -> None:
    rates = TaxRates(700, read_rates("conf=19; conf/press=0; VIP=7,7; HARDTICKET-ADDON=19;\n conf-2-A=5", "de"))
    assert rates.of("concert", "A") == 700
    assert rates.of("conf", "A") == 1900
    assert rates.of("conf", "press") == 0
    assert rates.of("conf", "VIP") == 1900  # the event before the category
    assert rates.of("concert", "VIP") == 770
    assert rates.of("conf-2", "A", "conf-2-A") == 500
    assert rates.of("", "", "HARDTICKET-ADDON") == 1900


@pytest.mark.parametrize("text", ["VIP", "=19", "VIP=", "VIP=x", "VIP=19; VIP=7", "VIP=101", "VIP=-1"])
def test_what_names_no_rate(text: str) -> None:
    with pytest.raises(BadInput):
        read_rates(text)


def test_no_rate_is_none() -> None:
    assert (read_rate(""), read_rate("7.7"), read_rates(" ; ")) == (0, 770, {})
