"""Scans and typing told apart: no stroke is lost, doubled or out of order, and no name is taken for a ticket."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticketforge_desktop.ui.devices.burst import FASTEST_MS, Burst, Outcome, Scanned, Stroke, Typed, WedgeSettings
from ticketforge_desktop.ui.devices.layouts import LAYOUTS, sign_of

CODE = "84701" + "0123456789" * 21 + "12345678"
ENTER = "\r"


def strokes(text: str, gap: float, begin: float = 0.0) -> list[Stroke[int]]:
    """A text typed with the same gap between all of its keys; `\\r` is Return."""
    made = []
    for number, sign in enumerate(text):
        ends = sign == ENTER
        made.append(Stroke("" if ends else sign, begin + number * gap, number, ends))
    return made


def run(burst: Burst[int], typed: Iterable[Stroke[int]], *, pause: bool = True) -> list[Outcome[int]]:
    """Feed strokes as they come, with the silence the filter's clock would notice."""
    told: list[Outcome[int]] = []
    before: Stroke[int] | None = None
    for stroke in typed:
        if before is not None and stroke.at - before.at > burst.wait_ms:
            told += burst.pause()
        told += burst.feed(stroke)
        before = stroke
    return told + (burst.pause() if pause else [])


def scans(told: Iterable[Outcome[int]]) -> list[str]:
    return [outcome.text for outcome in told if isinstance(outcome, Scanned)]


def typed(told: Iterable[Outcome[int]]) -> str:
    return "".join(
        ENTER if stroke.ends else stroke.sign
        for outcome in told
        if isinstance(outcome, Typed)
        for stroke in outcome.strokes
    )


@pytest.mark.parametrize("end", [ENTER, ""])
@pytest.mark.parametrize("gap", [0, 1, 8, 20, 34])
def test_a_scanner_is_heard_with_and_without_a_return(gap: float, end: str) -> None:
    told = run(Burst(), strokes(CODE + end, gap))
    assert (scans(told), typed(told)) == ([CODE], "")


@pytest.mark.parametrize("gap", [40, 60, 90, 150, 400])
def test_a_name_and_return_stay_typing_however_quick_the_hand(gap: float) -> None:
    told = run(Burst(), strokes(f"Schmidtbauer{ENTER}", gap))
    assert (scans(told), typed(told)) == ([], f"Schmidtbauer{ENTER}")


def test_a_blank_presses_its_button_at_once() -> None:
    (blank,) = strokes(" ", 0)
    assert Burst[int]().feed(blank) == [Typed((blank,))]


def test_a_short_burst_is_typing_too() -> None:
    told = run(Burst(), strokes(f"1234567{ENTER}", 2))
    assert (scans(told), typed(told)) == ([], f"1234567{ENTER}")


def test_with_a_prefix_nothing_else_is_ever_held_and_slow_scanners_are_heard() -> None:
    burst: Burst[int] = Burst(WedgeSettings(prefix="~", least=4))
    for stroke in strokes("Schmidt", 1):
        assert burst.feed(stroke) == [Typed((stroke,))]
    told = run(burst, strokes(f"~{CODE}{ENTER}", 95, begin=1000))
    assert (scans(told), typed(told)) == ([CODE], "")
    told = run(burst, strokes("~x", 300, begin=90_000))
    assert (scans(told), typed(told)) == ([], "~x"), "a hand may type the sign as well"


def test_a_longer_prefix_that_goes_on_otherwise_is_handed_on_at_once() -> None:
    burst: Burst[int] = Burst(WedgeSettings(prefix="]Q3", least=4))
    told = run(burst, strokes("]Qx", 1), pause=False)
    assert (scans(told), typed(told)) == ([], "]Qx")
    assert scans(run(burst, strokes("]Q3ABCD-1234", 1, begin=500))) == ["ABCD-1234"]


def test_a_hiccup_in_the_middle_of_a_scan_does_not_cut_it() -> None:
    late = [*strokes(CODE[:100], 5), *strokes(CODE[100:], 5, begin=99 * 5 + 90)]
    assert scans(run(Burst(), late)) == [CODE]


def test_the_gap_follows_the_scanner() -> None:
    burst: Burst[int] = Burst()
    assert burst.limit_ms == FASTEST_MS
    run(burst, strokes(CODE, 34))
    assert burst.limit_ms == 68
    hiccup = [*strokes("1234", 10), *strokes("56789012", 10, begin=30 + 65)]
    assert scans(run(burst, hiccup)) == ["123456789012"], "which a burst before anything was learnt would not be"
    assert typed(run(Burst(), hiccup))[:4] == "1234"


def test_two_scans_one_after_the_other_are_two() -> None:
    burst: Burst[int] = Burst()
    first, second = strokes(f"4006381333931{ENTER}", 3), strokes(f"2000000000008{ENTER}", 3, begin=60)
    assert scans(run(burst, [*first, *second])) == ["4006381333931", "2000000000008"]


def test_a_scanner_gone_mad_is_answered_and_not_hoarded() -> None:
    told = run(Burst(), strokes("1" * 10_000, 0.5))
    assert [len(text) for text in scans(told)] == [4096, 4096, 10_000 - 2 * 4096]


anything = st.lists(
    st.tuples(st.sampled_from("0123456789aZ~-" + ENTER), st.floats(0, 300, allow_nan=False)), max_size=60
)


@given(anything, st.sampled_from(["", "~", "~1"]), st.integers(1, 12))
def test_every_stroke_comes_out_once_and_in_order(keys: list[tuple[str, float]], prefix: str, least: int) -> None:
    at, made = 0.0, []
    for number, (sign, gap) in enumerate(keys):
        at += gap
        ends = sign == ENTER
        made.append(Stroke("" if ends else sign, at, number, ends))
    burst: Burst[int] = Burst(WedgeSettings(prefix=prefix, least=least))
    told = run(burst, made)
    assert not burst.holding
    left = [stroke.event for outcome in told if isinstance(outcome, Typed) for stroke in outcome.strokes]
    assert left == sorted(set(left))
    gone = [stroke for stroke in made if stroke.event not in left and not stroke.ends]
    assert "".join(stroke.sign for stroke in gone) == "".join(prefix + text for text in scans(told))
    assert all(len(text) >= least for text in scans(told))


def test_the_digits_of_a_code_are_the_same_keys_everywhere() -> None:
    keys = range(2, 12)
    assert "".join(sign_of(key, "us", shift=False) for key in keys) == "1234567890"
    assert "".join(sign_of(key, "de", shift=False) for key in keys) == "1234567890"
    assert "".join(sign_of(key, "fr", shift=True) for key in keys) == "1234567890"


def test_keys_that_trouble_is_known_of() -> None:
    # z and y, the hyphen of a ticket number, and a letter that AZERTY moved.
    assert [sign_of(21, layout, shift=True) for layout in LAYOUTS] == ["Y", "Z", "Y"]
    assert [sign_of(12, layout, shift=False) for layout in LAYOUTS] == ["-", "ß", ")"]
    assert [sign_of(53, layout, shift=False) for layout in LAYOUTS] == ["/", "-", "!"]
    assert [sign_of(16, layout, shift=True) for layout in LAYOUTS] == ["Q", "Q", "A"]
    assert sign_of(57, "fr", shift=False) == " "
    assert sign_of(82, "fr", shift=False) == "0"
    assert sign_of(1, "us", shift=False) == sign_of(0, "us", shift=False) == sign_of(999, "us", shift=True) == ""


@pytest.mark.parametrize("layout", LAYOUTS)
def test_no_two_keys_of_a_layout_write_the_same_letter_or_digit(layout: str) -> None:
    main = [key for key in range(2, 54) if sign_of(key, layout, shift=True)]
    signs = [sign_of(key, layout, shift=shift) for key in main for shift in (False, True)]
    plain = [sign for sign in signs if sign.isalnum() and sign.isascii()]
    assert len(plain) == len(set(plain)) == 62


def test_a_scanner_programmed_to_send_a_return_is_no_scanner_without_one() -> None:
    settings = WedgeSettings(needs_end=True)
    assert scans(run(Burst(settings), strokes(CODE + ENTER, 4))) == [CODE]
    told = run(Burst(settings), strokes(CODE, 4))
    assert (scans(told), typed(told)) == ([], CODE)


def test_a_gap_that_was_set_is_not_learnt() -> None:
    slow = WedgeSettings(gap_ms=250)
    assert scans(run(Burst(slow), strokes(CODE, 150))) == [CODE]
    assert typed(run(Burst(slow), strokes("Schmidtbauer", 240))) == "Schmidtbauer"


def test_pace_and_end_of_a_scan_are_known() -> None:
    (scan,) = run(Burst(), strokes(CODE + ENTER, 7))
    assert isinstance(scan, Scanned)
    assert (scan.ended, scan.pace_ms) == (True, (7, 7))
    assert Scanned("x").pace_ms == (0.0, 0.0)
