"""Errors in words: expected ones become a banner or a toast with a next step, bugs a crash file and a dialog."""

from __future__ import annotations

from typing import Final, NamedTuple

from PySide6.QtCore import QCoreApplication

from ticketforge_desktop.domain.errors import ConnectionTrouble, StorageTrouble, SyncTrouble, TicketForgeError


class Words(NamedTuple):
    """What happened, and what to do now."""

    title: str
    next_step: str


# By `TicketForgeError.code`: title and next step, English, translated in the context `Errors`.
WORDS: Final[dict[str, Words]] = {
    "bad_input": Words(
        "That can't be used as it is.",
        "Correct the input and try again.",
    ),
    "not_found": Words(
        "That is not known here.",
        "Check the name, or sync first if it is new in the store.",
    ),
    "right_missing": Words(
        "A right is missing for this.",
        "Ask a person with that right to do it or to log in.",
    ),
    "pin_refused": Words(
        "That is not the PIN.",
        "Ask whoever set it. After wrong ones there is a wait.",
    ),
    "conflict": Words(
        "Somebody else changed it first.",
        "Look at the newer state and decide again.",
    ),
    "seat_gone": Words(
        "Not every seat is free any more.",
        "Choose other seats; the map shows which are free.",
    ),
    "connection": Words(
        "The store can't be reached.",
        "Work goes on offline. Check the connection in the settings.",
    ),
    "not_connected": Words(
        "No store is connected yet.",
        "Connect a store in the settings.",
    ),
    "network_unavailable": Words(
        "The store does not answer.",
        "Check the network. Work goes on offline and is sent when the store answers.",
    ),
    "token_refused": Words(
        "The store does not accept the access token.",
        "Copy the token again from the store's admin; it may have expired.",
    ),
    "scope_missing": Words(
        "The token may not do everything that is needed.",
        "Grant these scopes to the app in the store's admin: {scopes}",
    ),
    "wrong_shop": Words(
        "Another shop answers behind this address.",
        "Check the address, or use another profile for the other shop.",
    ),
    "store_busy": Words(
        "The store asks us to wait.",
        "Nothing to do: the program goes on by itself in a minute.",
    ),
    "store_refused": Words(
        "The store refused the request.",
        "Read the store's reason; change the request or settle it by hand.",
    ),
    "profile_locked": Words(
        "This profile is locked: the app was uninstalled, or the store's data must be erased.",
        "Install the app in the store again, then connect. The door goes on.",
    ),
    "login_failed": Words(
        "The login through the browser did not work.",
        "Log in again.",
    ),
    "login_denied": Words(
        "The login was declined in the browser.",
        "Log in again and agree, as a person who may install apps.",
    ),
    "login_forged": Words(
        "What came back from the browser is not the store's answer.",
        "Check client id and client secret of the app, and the store chosen in the browser.",
    ),
    "login_replayed": Words(
        "The store does not take this login: it was used before, or is too old.",
        "Log in again.",
    ),
    "login_timed_out": Words(
        "Nobody agreed in the browser in time.",
        "Log in again. Does the store refuse the redirect address? Register it with the app.",
    ),
    "login_cancelled": Words(
        "The login was given up.",
        "Nothing was changed.",
    ),
    "sync": Words(
        "The sync could not finish.",
        "Sync again; it goes on where it stopped.",
    ),
    "bulk_incomplete": Words(
        "Fewer rows arrived than the store counted.",
        "Nothing was taken over. Sync again; it goes on where it stopped.",
    ),
    "too_much_changed": Words(
        "More changed in the store than it lists.",
        "Fetch everything anew: sync page, “Fetch everything anew …”.",
    ),
    "sync_running": Words(
        "Another sync of this profile is running.",
        "Wait until it has ended.",
    ),
    "storage": Words(
        "A database file can't be used.",
        "Run `ticketforge doctor`; it names the file and the mend.",
    ),
    "database_too_new": Words(
        "This profile was written by a newer version.",
        "Install the newer version of TicketForge Desktop; nothing was changed.",
    ),
    "database_corrupt": Words(
        "A database file is damaged.",
        "A mirror is fetched again by a full sync; restore a station file from its backup.",
    ),
    "pack_damaged": Words(
        "This blackout pack is damaged, or its files belong to two packs.",
        "Fetch the pack again from where it was made; nothing was taken from this one.",
    ),
    "wrong_key": Words(
        "The key does not open this profile.",
        "Check the passphrase, or the keyring entry of this profile.",
    ),
    "key_missing": Words(
        "No keyring answers and no passphrase was given.",
        "Start the keyring of the computer, or set TICKETFORGE_PASSPHRASE.",
    ),
    "disk_full": Words(
        "The disk is full.",
        "Free some space; nothing that was confirmed is lost.",
    ),
    "profile_in_use": Words(
        "Another window has this profile open.",
        "Use the window that is already open.",
    ),
    "print": Words(
        "The ticket could not be printed.",
        "Look at the printer, then print again.",
    ),
    "layout_fault": Words(
        "The layout can't be printed as it is.",
        "Mend the layout or choose another.",
    ),
    "layout_misfit": Words(
        "The layout is not made for that.",
        "Choose another layout or another printer; this one is made for {made_for}.",
    ),
    "printer_unreachable": Words(
        "The printer does not answer.",
        "Check that it is on and connected, then print again.",
    ),
    "issue_needs_store": Words(
        "Another station printed this ticket last, and the store does not answer.",
        "Reprint it at that station, or here once the store answers again.",
    ),
    "receipt_printed": Words(
        "This receipt was printed, or may have been.",
        "Print a copy; it says that it is one.",
    ),
    "no_drawer": Words(
        "No cash drawer hangs on this printer.",
        "Choose the receipt printer with the drawer, or open the drawer with its key.",
    ),
    "fiscal": Words(
        "The signing device does not sign.",
        "Check that it is plugged in. Selling goes on; the receipts say that it failed.",
    ),
    "no_open_shift": Words(
        "No shift is open.",
        "Open a shift with what lies in the drawer; then sell.",
    ),
    "sale_refused": Words(
        "This can't be sold.",
        "Choose another category, or put the buyer on the waiting list.",
    ),
    "no_lease": Words(
        "This station holds only {left} of the {wanted} tickets wanted.",
        "Ask the store, choose another category, or put the buyer on the waiting list.",
    ),
    "lease_refused": Words(
        "The store leases no tickets of this category.",
        "Sell it from open stock: the store is asked at each sale.",
    ),
    "receiver": Words(
        "Webhooks can't be received here.",
        "Look at the port and the address in the settings, then try again.",
    ),
    "no_webhook_secret": Words(
        "No secret for webhooks is known, so none could be told from a forgery.",
        "Connect with the app's client id and secret, or run `ticketforge webhooks secret --stdin`.",
    ),
    "port_taken": Words(
        "Port {port} is taken, or may not be used.",
        "Choose another port in the settings; perhaps another command receives webhooks already.",
    ),
    "camera_unavailable": Words(
        "No camera can be used here.",
        "Plug one in, or close the program that uses it. Every other scanner goes on.",
    ),
    "error": Words(
        "That did not work.",
        "Try again.",
    ),
}


class _Facts(dict[str, object]):
    """A fact an error does not bring stays a gap, never a second error."""

    def __missing__(self, key: str) -> str:
        return "…"


def words_for(error: TicketForgeError) -> Words:
    """What the window says about an expected error, in the language of now."""
    codes = [str(getattr(kind, "code", "")) for kind in type(error).__mro__]
    known = next(WORDS[code] for code in codes if code in WORDS)
    facts = _Facts({key: _plain(value) for key, value in error.facts.items()})
    title, step = (QCoreApplication.translate("Errors", text).format_map(facts) for text in known)
    return Words(title, step)


def stays(error: TicketForgeError) -> bool:
    """Whether it is told by a banner (a state that lasts) rather than a toast (an act that did not work)."""
    return isinstance(error, ConnectionTrouble | StorageTrouble | SyncTrouble)


def tone_of(error: TicketForgeError) -> str:
    """`attention` where work goes on, `refused` where it does not."""
    return "refused" if isinstance(error, StorageTrouble) else "attention"


def _plain(value: object) -> str:
    if isinstance(value, list | tuple | set | frozenset):
        return ", ".join(str(one) for one in value)
    return str(value)
