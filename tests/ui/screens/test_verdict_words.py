"""All that a door can answer has words, in both languages, from one map."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from ticketforge_desktop.domain.admission import Decision, Reason
from ticketforge_desktop.domain.verdicts import Signal, Verdict
from ticketforge_desktop.services.check_results import CheckResult
from ticketforge_desktop.services.ports.door import DoorTicket, Use
from ticketforge_desktop.ui.formats import Formats
from ticketforge_desktop.ui.language import Translators
from ticketforge_desktop.ui.screens.door.field import STRIPE, WORD_LEAST, VerdictField
from ticketforge_desktop.ui.screens.door.shown import Shown, readable, shown
from ticketforge_desktop.ui.screens.door.sound import BEEPS, Sounds
from ticketforge_desktop.ui.theme import Theme
from ticketforge_desktop.ui.theme.tokens import VERDICT_FILLS
from ticketforge_desktop.ui.verdicts import REASON_WORDS, SIGNAL_WORDS, VERDICT_WORDS, advice, reason_word, signal_word

NOW = datetime(2026, 11, 14, 19, 0, tzinfo=UTC)
TICKET = DoorTicket(
    "0000002a00000001", "KJ32-Y458-HYHR", "2749306185247", "e", "PUBLISHED", "c", "Sitzplatz Empore links", "#1042",
    "Anna-Katharina von Habsburg-Lothringen", "", "valid", 2, 2, 4, "", "",
)  # fmt: skip
TICKET_FACTS = ("notes", "minimum_age", "order", "blocked", "blocked_at", "blocked_by")
NO_TICKET = {Verdict.UNKNOWN, Verdict.UNREADABLE, Verdict.FORGED, Verdict.AMBIGUOUS}


@pytest.fixture(params=["de", "en"])
def language(request: pytest.FixtureRequest, app: QApplication) -> Iterator[str]:
    translators = Translators()
    translators.use(request.param)
    yield request.param
    for translator in translators._installed:
        QCoreApplication.removeTranslator(translator)


def result(verdict: Verdict, reason: Reason = Reason.NONE, *, at: str = "", by: str = "") -> CheckResult:
    used = Use(NOW - timedelta(minutes=16), "B", "Gate B", True) if verdict is Verdict.ALREADY_USED else None
    ticket = None if verdict in NO_TICKET else TICKET
    return CheckResult(verdict, Decision(verdict, reason, at, by), ticket, used, 40.0, 1, NOW, 0.5)


def test_every_verdict_has_words_and_what_keeps_the_gate_shut_has_advice(language: str) -> None:
    assert set(VERDICT_WORDS) == set(Verdict)
    assert len(Verdict) == 20
    for verdict in Verdict:
        assert reason_word(verdict)
        assert bool(advice(verdict)) is not verdict.opens


def test_german_words_are_german_and_no_two_verdicts_sound_alike(app: QApplication) -> None:
    translators = Translators()
    english = [reason_word(v) for v in Verdict] + [signal_word(s) for s in Signal]
    translators.use("de")
    german = [reason_word(v) for v in Verdict] + [signal_word(s) for s in Signal]
    for translator in translators._installed:
        QCoreApplication.removeTranslator(translator)
    assert all(one != other for one, other in zip(english, german, strict=True))
    for words in (english[:20], german[:20]):
        assert len(set(words)) == 20


def test_a_reason_makes_the_words_more_exact(language: str) -> None:
    for reason in REASON_WORDS:
        assert reason_word(Verdict.FORGED, str(reason)) != reason_word(Verdict.FORGED)
    assert reason_word(Verdict.FORGED, "a reason of a newer version") == reason_word(Verdict.FORGED)


def test_what_replaced_the_paper_is_named(app: QApplication) -> None:
    told = shown(
        result(Verdict.REPLACED, Reason.OLD_ISSUE, at=(NOW - timedelta(hours=5)).isoformat(), by="Till 2"),
        "x", Formats("en"), "Europe/Berlin",
    )  # fmt: skip
    assert told.reason == "Replaced 15:00 · Till 2"


def test_a_time_that_is_no_time_is_left_out(app: QApplication) -> None:
    told = shown(result(Verdict.REPLACED, Reason.OLD_ISSUE, at="soon"), "x", Formats("en"), "Europe/Berlin")
    assert told.reason == "Replaced"


@pytest.mark.parametrize(
    ("raw", "told"),
    [("\x1b]0;x\x07ab", "]0;xab"), ("", "–"), ("\n\t", "–"), ("9" * 50, "9" * 27 + "…"), (" Müller ", "Müller")],
)
def test_what_was_scanned_is_shown_without_tricks(raw: str, told: str) -> None:
    assert readable(raw) == told


@pytest.mark.parametrize("size", [(960, 608), (784, 576)])
def test_no_word_is_smaller_than_eighty_px_or_wider_than_the_field(language: str, size: tuple[int, int]) -> None:
    theme = Theme(scale=1.25 if size[0] < 900 else 1.0)
    field = VerdictField(theme)
    field.resize(*size)
    for verdict in Verdict:
        field.show_verdict(shown(result(verdict), "x" * 40, Formats(language), "Europe/Berlin"), say=False)
        assert field.word_size() >= WORD_LEAST
        font = field._bold(field.word_size())
        from PySide6.QtGui import QFontMetricsF

        left = 48 + field.shape_side() + 44
        assert left + QFontMetricsF(font).horizontalAdvance(field.shown.word) <= size[0]


def paint(told: Shown) -> QImage:
    field = VerdictField(Theme())
    field.resize(960, 608)
    field.show_verdict(told, say=False)
    return field.grab().toImage()


def test_stripes_stand_where_the_gate_stays_shut_and_only_there(app: QApplication) -> None:
    for verdict in Verdict:
        image = paint(shown(result(verdict), "x", Formats("en"), "Europe/Berlin"))
        fill = VERDICT_FILLS[str(verdict.signal)]
        edge = {image.pixelColor(x, y).name().upper() for x in range(0, 960, 3) for y in (2, STRIPE - 3, 605)}
        assert fill.fill in edge
        assert (fill.ink in edge) is not verdict.opens
        assert image.pixelColor(4, 300).name().upper() == fill.fill


def test_each_class_has_a_shape_of_its_own(app: QApplication) -> None:
    """The same colours for all four, so that only the shape can tell them apart."""
    from PySide6.QtCore import QRectF

    from ticketforge_desktop.ui.widgets import paint as strokes

    pictures = {}
    for signal in Signal:
        image = QImage(28, 28, QImage.Format.Format_RGB32)
        image.fill(0xFFFFFF)
        painter = QPainter(image)
        strokes.shape(painter, str(signal), QRectF(0, 0, 28, 28), "#000000", "#FFFFFF", Theme())
        painter.end()
        pictures[signal] = [image.pixel(x, y) & 0xFF for y in range(28) for x in range(28)]
    for one, other in itertools.combinations(Signal, 2):
        differing = sum(abs(a - b) > 96 for a, b in zip(pictures[one], pictures[other], strict=True))
        assert differing > 40, (one, other)


def test_each_class_has_words_and_a_sound_and_a_mute_one_is_silent(qtbot, app: QApplication) -> None:
    assert set(SIGNAL_WORDS) == set(BEEPS) == set(Signal)
    heard: list[None] = []
    sounds = Sounds(lambda: heard.append(None))
    sounds.play(Signal.REFUSED)
    qtbot.waitUntil(lambda: len(heard) == BEEPS[Signal.REFUSED])
    sounds.muted = True
    sounds.play(Signal.REFUSED)
    assert len(heard) == BEEPS[Signal.REFUSED]


def told(verdict: Verdict, reason: Reason = Reason.NONE, *, at: str = "", **more: object) -> Shown:
    base = result(verdict, reason, at=at)
    ticket = {key: more.pop(key) for key in TICKET_FACTS if key in more}
    changed = replace(base, ticket=replace(TICKET, **ticket), **more)
    return shown(changed, "x", Formats("en"), "Europe/Berlin")


def test_a_gate_that_is_not_open_says_when_it_opens_in_the_venues_time(app: QApplication) -> None:
    early = told(Verdict.TOO_EARLY, Reason.NOT_OPEN_YET, at="2026-11-14T19:30:00Z")
    assert early.reason == "Not open yet · opens 20:30"
    late = told(Verdict.TOO_LATE, Reason.CLOSED, at="2026-11-14T18:45:00Z")
    assert late.reason == "Entry is over · closed since 19:45"
    far = told(Verdict.TOO_EARLY, Reason.NOT_OPEN_YET, at="2026-11-16T17:30:00Z")
    assert far.reason == "Not open yet · opens 16 Nov 18:30"


def test_a_pass_of_another_day_names_the_day_and_no_hour(app: QApplication) -> None:
    assert told(Verdict.TOO_EARLY, Reason.ANOTHER_DAY, at="2026-11-15").reason == "Another day · valid on Sun 15 Nov"
    gone = told(Verdict.TOO_LATE, Reason.ANOTHER_DAY, at="2026-11-13")
    assert gone.reason == "Another day · was valid until Fri 13 Nov"


def test_a_blocked_ticket_says_when_where_and_why(app: QApplication) -> None:
    at = "2026-11-14T18:12:00.000000Z"
    seen = told(Verdict.BLOCKED, blocked="stolen", blocked_at=at, blocked_by="Box office 1")
    assert seen.reason == "Blocked 19:12 at Box office 1: stolen"
    assert told(Verdict.BLOCKED, blocked="stolen", blocked_at=at).reason == "Blocked 19:12: stolen"
    assert told(Verdict.BLOCKED, blocked="stolen").reason == "Blocked: stolen"


def test_a_category_of_another_gate_is_named(app: QApplication) -> None:
    assert told(Verdict.WRONG_GATE, Reason.CATEGORY_ELSEWHERE).reason == "Wrong gate · Sitzplatz Empore links"


def test_a_group_says_how_many_of_it_are_inside(app: QApplication) -> None:
    assert told(Verdict.ADMITTED, inside=3, people=4).reason == "Sitzplatz Empore links · 3 of 4 inside"
    back = told(Verdict.READMITTED, inside=4, people=4).reason
    assert back == "Welcome back · Sitzplatz Empore links · 4 of 4 inside"


def test_what_must_not_be_missed_stands_with_the_verdict_and_is_spoken_first(app: QApplication) -> None:
    seen = told(Verdict.ADMITTED, notes=("wheelchair",), minimum_age=16)
    assert seen.notes == ("From 16 years: check ID", "wheelchair")
    assert seen.spoken.index("wheelchair") < seen.spoken.index("Holder")
    assert told(Verdict.EXITED, notes=("wheelchair",), minimum_age=16).notes == ()
    assert told(Verdict.BLOCKED, notes=("wheelchair",), minimum_age=16).notes == ("wheelchair",)


def test_a_ticket_the_mirror_has_not_seen_says_so(app: QApplication) -> None:
    seen = told(Verdict.ADMITTED, Reason.NOT_SYNCED_YET, order="")
    assert seen.notes == ("Sold since the last sync",)
    assert seen.facts[0].value == "not synced yet"
    assert told(Verdict.CONFIRM, Reason.NOT_SYNCED_YET).reason == "Not in the mirror yet"
    assert told(Verdict.ADMITTED, Reason.FORCED).reason == "Let in by hand · Sitzplatz Empore links"


@pytest.mark.parametrize("size", [(960, 608), (784, 540)])
@pytest.mark.parametrize("scale", [1.0, 1.25])
def test_notes_leave_room_for_the_advice_below_them(app: QApplication, size: tuple[int, int], scale: float) -> None:
    field = VerdictField(Theme(scale=scale))
    field.resize(*size)
    for verdict in (Verdict.ADMITTED, Verdict.CONFIRM, Verdict.WRONG_GATE):
        field.show_verdict(told(verdict, notes=("wheelchair", "with an assistance dog"), minimum_age=16), say=False)
        needed = field._content_height(field.shown, field.shape_side())
        assert field._top(field.shown) + needed <= size[1], (verdict, needed)
        assert field.word_size() >= WORD_LEAST
