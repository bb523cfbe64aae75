"""The tables of the sync page: feeds, history, and what could not be taken over."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from ticketforge_desktop.services.sync_views import FeedState, StoreTroubleRow, SyncRun
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.screens.facts import Head
from ticketforge_desktop.ui.screens.sync.words import feed_name, kind_word, mode_word, outcome, trouble_title, withheld
from ticketforge_desktop.ui.theme import Role
from ticketforge_desktop.ui.widgets.table import Cell

_NONE = "–"


def feed_heads(context: Context) -> list[Head]:
    """What is fetched, how far, and how many there are."""
    translate = QCoreApplication.translate
    return [
        Head(translate("SyncFeeds", "What"), stretch=True),
        Head(translate("SyncFeeds", "Known up to"), sample=_wide_moment(context)),
        Head(translate("SyncFeeds", "Held here"), right=True, sample="8,888,888"),
    ]


def feed_cells(feed: FeedState, context: Context) -> list[Cell]:
    """A feed as a row."""
    formats = context.formats
    held = formats.number(feed.objects) if feed.objects else _NONE
    return [
        Cell(feed_name(feed.feed), role=Role.NAME),
        Cell(when(feed.watermark, context, seconds=True) if feed.watermark else _NONE),
        Cell(held, right=True),
    ]


def run_heads(context: Context) -> list[Head]:
    """The history."""
    translate = QCoreApplication.translate
    return [
        Head(translate("SyncRuns", "Ended"), sample=_wide_moment(context)),
        Head(translate("SyncRuns", "Run"), sample=translate("SyncRuns", "Differences"), rank=1),
        Head(translate("SyncRuns", "Outcome"), stretch=True),
        Head(translate("SyncRuns", "Took"), right=True, sample="88,8 min", rank=3),
        Head(translate("SyncRuns", "Requests"), right=True, sample="88,888", rank=4),
        Head(translate("SyncRuns", "Points"), right=True, sample="888,888", rank=2),
    ]


def run_cells(run: SyncRun, context: Context) -> list[Cell]:
    """A run as a row; a failed one is marked by an icon and its words."""
    number = context.formats.number
    told = outcome(run, context)
    ended = Cell(told, icon="warning", tone="attention") if run.error or withheld(run) else Cell(told)
    return [
        Cell(when(run.ended_at, context, seconds=True)),
        Cell(mode_word(run.mode)),
        ended,
        Cell(took(run.seconds, context), right=True),
        Cell(number(run.requests), right=True),
        Cell(number(run.cost), right=True),
    ]


def trouble_heads(context: Context) -> list[Head]:
    """What could not be taken over."""
    translate = QCoreApplication.translate
    return [
        Head(translate("SyncTroubles", "What"), sample=f"{translate('SyncTroubles', 'Product')} 888888888888888"),
        Head(translate("SyncTroubles", "Reason"), stretch=True),
        Head(translate("SyncTroubles", "Since"), sample=_wide_moment(context), rank=1),
        Head(translate("SyncTroubles", "Tries"), right=True, sample="8,888", rank=2),
    ]


def trouble_cells(row: StoreTroubleRow, context: Context) -> list[Cell]:
    """One thing as a row."""
    name = row.name or str(row.object_id)
    title = trouble_title(row.code)
    reason, second = (title, row.reason) if title else (row.reason, "")
    return [
        Cell(f"{kind_word(row.kind)} {name}", role=Role.NAME),
        Cell(reason, second),
        Cell(when(row.since, context)),
        Cell(context.formats.number(row.tries), right=True),
    ]


def when(at: datetime, context: Context, *, seconds: bool = False) -> str:
    """Today's by their time, older ones with the day."""
    formats = context.formats
    now = context.desk.now() if context.desk is not None else at
    if at.astimezone().date() == now.astimezone().date():
        return formats.time(at, seconds=seconds)
    return f"{formats.day(at)}, {formats.time(at)}"


def took(seconds: float, context: Context) -> str:
    """`0.8 s`, `42 s`, `3.4 min`."""
    seconds, spell = float(seconds), context.formats.locale.toString
    if seconds < 10:
        return f"{spell(seconds, 'f', 1)} s"
    return f"{spell(seconds, 'f', 0)} s" if seconds < 120 else f"{spell(seconds / 60, 'f', 1)} min"


def _wide_moment(context: Context) -> str:
    return f"{context.formats.day(datetime(2026, 9, 28))}, 28:88 "
