"""The palettes keep the contrast they promise: 4.5 for text, 3 for outlines and marks, 7 for a verdict."""

from __future__ import annotations

import pytest

from ticketforge_desktop.domain.verdicts import Signal
from ticketforge_desktop.ui.theme.contrast import ratio
from ticketforge_desktop.ui.theme.tokens import DARK, LIGHT, TYPE, VERDICT_FILLS, Tokens
from ticketforge_desktop.ui.widgets.badge import LOOKS

BOTH = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
GROUNDS = ("window", "surface", "raised")


def test_the_ratio_is_the_one_of_wcag() -> None:
    assert ratio("#000000", "#FFFFFF") == pytest.approx(21)
    assert ratio("#FFFFFF", "#FFFFFF") == pytest.approx(1)
    assert ratio("#4742CF", "#F2F3F6") == pytest.approx(6.42, abs=0.01)
    assert ratio("#EDEFF3", "#242830") == pytest.approx(12.84, abs=0.01)


@BOTH
@pytest.mark.parametrize(
    "ink",
    "text secondary accent_text admitted attention refused exit sold_out critical low_stock medium available".split(),
)
def test_text_can_be_read_on_every_ground(tokens: Tokens, ink: str) -> None:
    for ground in GROUNDS:
        assert ratio(getattr(tokens, ink), getattr(tokens, ground)) >= 4.5, f"{ink} on {ground}"


@BOTH
@pytest.mark.parametrize("ink", ["border_strong", "focus"])
def test_outlines_of_controls_can_be_seen(tokens: Tokens, ink: str) -> None:
    for ground in (*GROUNDS, "field"):
        assert ratio(getattr(tokens, ink), getattr(tokens, ground)) >= 3, f"{ink} on {ground}"


@BOTH
def test_what_stands_on_a_fill_can_be_read(tokens: Tokens) -> None:
    for fill in ("accent", "accent_hover", "accent_pressed"):
        assert ratio(tokens.on_accent, getattr(tokens, fill)) >= 4.5, fill
    for ink in ("text", "accent_text"):
        assert ratio(getattr(tokens, ink), tokens.accent_soft) >= 4.5, ink
    assert ratio(tokens.offline_ink, tokens.offline) >= 7


@BOTH
def test_badges_can_be_read(tokens: Tokens) -> None:
    for name, look in LOOKS.items():
        grounds = [look.fill] if look.fill else list(GROUNDS)
        for ground in grounds:
            assert ratio(getattr(tokens, look.ink), getattr(tokens, ground)) >= 4.5, f"{name} on {ground}"


@BOTH
def test_chart_series_can_be_told_from_the_surface(tokens: Tokens) -> None:
    assert len(tokens.series) == 6
    assert all(ratio(colour, tokens.surface) >= 3 for colour in tokens.series)


def test_every_verdict_class_has_a_field_that_can_be_read_from_afar() -> None:
    assert set(VERDICT_FILLS) == {str(signal) for signal in Signal}
    assert all(ratio(look.fill, look.ink) >= 7 for look in VERDICT_FILLS.values())
    assert {name for name, look in VERDICT_FILLS.items() if look.striped} == {"attention", "refused"}


def test_nothing_is_written_smaller_than_twelve_px() -> None:
    assert min(role.size for role in TYPE.values()) == 12
