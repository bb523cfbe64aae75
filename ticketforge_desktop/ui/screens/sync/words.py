"""Sync in words: states and what to do next, kinds of runs, feeds, notices."""

from __future__ import annotations

from typing import Final, NamedTuple

from PySide6.QtCore import QCoreApplication, QObject

from ticketforge_desktop.domain.notices import Notice
from ticketforge_desktop.services.connection_state import ConnectionState
from ticketforge_desktop.services.sync_views import SyncOverview, SyncRun
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.trouble import WORDS

CONNECT: Final = "store.connect"
NOW: Final = "sync.now"
PAUSE: Final = "sync.pause"


class Told(NamedTuple):
    """A state: what is so, what to do next, and the action that does it ("" = nothing to do)."""

    title: str
    next_step: str
    icon: str
    tone: str
    action: str = ""


def state_words(shown: SyncOverview, context: Context) -> Told:
    """The state of the profile; a pause is told where nothing worse is."""
    translate, formats = QCoreApplication.translate, context.formats
    now = context.desk.now() if context.desk is not None else None
    since = formats.moment(shown.since, now=now) if shown.since is not None else ""
    match shown.state:
        case ConnectionState.NOT_CONNECTED:
            return Told(
                translate("SyncState", "No store is connected"),
                translate(
                    "SyncState", "Connect a store: its events, orders and stock are then copied to this station."
                ),
                "cloud-off",
                "secondary",
                CONNECT,
            )
        case ConnectionState.UNINSTALLED:
            reason = locked_words(shown.reason)
            step = translate(
                "SyncState",
                "{reason} Nothing is fetched or sent; the door goes on with what is here."
                " Install the app in the store again, then connect.",
            )
            return Told(
                translate("SyncState", "This profile is locked"), step.format(reason=reason), "lock", "refused", CONNECT
            )
        case ConnectionState.TOKEN_EXPIRED:
            return Told(
                translate("SyncState", "The store does not accept our login any more"),
                translate(
                    "SyncState", "Log in again. Until then nothing is fetched or sent; the door and printing go on."
                ),
                "key",
                "attention",
                CONNECT,
            )
        case ConnectionState.NEVER_SYNCED:
            return Told(
                translate("SyncState", "Nothing has been fetched yet"),
                translate(
                    "SyncState", "The first sync copies all events, orders and stock. It can be stopped and goes on."
                ),
                "cloud-sync",
                "attention",
                NOW,
            )
        case ConnectionState.OFFLINE:
            step = translate(
                "SyncState",
                "The store does not answer. Check the network. Door, till and printing go on; what is done here is"
                " sent when the store answers. It is tried again by itself.",
            )
            title = translate("SyncState", "Offline since {time}").format(time=since)
            return Told(title, step, "cloud-off", "attention", NOW)
    if shown.paused:
        step = translate("SyncState", "Nothing is fetched or sent by itself until you resume. “Sync now” still works.")
        return Told(translate("SyncState", "Syncing is paused"), step, "pause", "attention", PAUSE)
    if shown.state is ConnectionState.STALE:
        step = translate("SyncState", "The store answers, but the copy is older than the settings allow. Sync now.")
        return Told(translate("SyncState", "The data here is old"), step, "clock", "attention", NOW)
    step = translate("SyncState", "The store answers, and what it has is here. Nothing to do.")
    return Told(translate("SyncState", "Up to date"), step, "cloud-check", "available")


def locked_words(reason: str) -> str:
    """Why a profile is locked; the reasons we know are kept in English."""
    return QCoreApplication.translate("LockReasons", reason) if reason else ""


def mode_word(mode: str) -> str:
    """A kind of run."""
    translate = QCoreApplication.translate
    words = {
        "bulk": translate("SyncRuns", "Everything"),
        "incremental": translate("SyncRuns", "Changes"),
        "drift": translate("SyncRuns", "Differences"),
        "sweep": translate("SyncRuns", "Deletions"),
        "push": translate("SyncRuns", "Sending"),
    }
    return words.get(mode, mode)


def feed_name(feed: str) -> str:
    """A feed of the store."""
    translate = QCoreApplication.translate
    words = {
        "orders": translate("SyncFeeds", "Orders"),
        "stock": translate("SyncFeeds", "Stock"),
        "products": translate("SyncFeeds", "Events and categories"),
        "customers": translate("SyncFeeds", "People"),
        "locations": translate("SyncFeeds", "Locations"),
        "keys": translate("SyncFeeds", "Station keys"),
        "deletions": translate("SyncFeeds", "Deletions"),
        "fulfillment_orders": translate("SyncFeeds", "Tickets to post"),
    }
    return words.get(feed, feed)


def kind_word(kind: str) -> str:
    """A kind of thing that could not be taken over."""
    translate = QCoreApplication.translate
    words = {
        "order": translate("SyncTroubles", "Order"),
        "product": translate("SyncTroubles", "Product"),
        "customer": translate("SyncTroubles", "Person"),
        "stock": translate("SyncTroubles", "Stock"),
        "processing": translate("SyncTroubles", "What an order causes here"),
    }
    return words.get(kind, kind)


def trouble_title(code: str) -> str:
    """Why a thing could not be taken over, "" for a code without words."""
    translate = QCoreApplication.translate
    words = {
        "unreadable": translate("SyncTroubles", "Can't be read"),
        "unwritable": translate("SyncTroubles", "Can't be kept here"),
    }
    return words.get(code) or (error_title(code) if code in WORDS else "")


def error_title(code: str) -> str:
    """What ended a run, by its code; the code itself where it has no words."""
    return QCoreApplication.translate("Errors", WORDS[code].title) if code in WORDS else code


def withheld(run: SyncRun) -> int:
    """How many things a check left alone, because so many gone at once is likelier a lost access."""
    told = run.facts.get("withheld")
    counts = told.values() if isinstance(told, dict) else [told]
    return sum(count for count in counts if isinstance(count, int))


class Counted(QObject):
    """Words that go by number: only `tr` of an object knows plurals."""

    def gone(self, count: int) -> str:
        """So many things the store did not tell of any more, and that were left alone."""
        return self.tr("%n seem(s) gone: none taken out", "", count)


def outcome(run: SyncRun, context: Context) -> str:
    """How a run ended."""
    if run.error:
        return error_title(run.error)
    if run.mode in ("drift", "sweep"):
        if withheld(run):
            return Counted().gone(withheld(run))
        if not run.changed:
            return QCoreApplication.translate("SyncRuns", "Nothing amiss")
        return QCoreApplication.translate("SyncRuns", "{n} mended").format(n=context.formats.number(run.changed))
    if not run.changed:
        return QCoreApplication.translate("SyncRuns", "Nothing new") if run.mode != "bulk" else ""
    return QCoreApplication.translate("SyncRuns", "{n} new or changed").format(n=context.formats.number(run.changed))


def notice_text(notice: Notice, missing_scopes: tuple[str, ...]) -> str:
    """What the store does not show, and the mend."""
    translate = QCoreApplication.translate
    if notice is Notice.OLD_ORDERS:
        return translate(
            "SyncNotices",
            "Orders older than 60 days are not visible: the app lacks the right “read_all_orders”. Tickets of older"
            " orders are unknown at the door. Ask for that right in the app's settings, then connect again.",
        )
    if notice is Notice.HIDDEN_PEOPLE:
        return translate(
            "SyncNotices",
            "The store hides names, addresses and e-mails of buyers from this app. Tickets are admitted without names."
            " The shop's plan and the app's access to personal data decide it.",
        )
    return translate(
        "SyncNotices",
        "The app lacks rights: {scopes}. What needs them will be refused. Grant them in the store's admin, then connect"
        " again.",
    ).format(scopes=", ".join(missing_scopes))
