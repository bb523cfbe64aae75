"""Every expected failure, typed.

    TicketForgeError
    ├── BadInput            what was typed or given can't be used
    ├── NotFound            the named thing is not in the mirror
    ├── RightMissing        the person acting lacks a right
    ├── PinRefused          a wrong PIN, or one too early after wrong ones
    ├── ConnectionTrouble
    │   ├── NotConnected        no store has been connected yet
    │   ├── NetworkUnavailable  the store did not answer
    │   ├── TokenRefused        the store does not accept the token
    │   ├── ScopeMissing        the token may not do this
    │   ├── WrongShop           another shop answers behind the URL
    │   ├── StoreBusy           the store's bucket is empty for longer than we wait
    │   ├── StoreRefused        the store understood and said no
    │   ├── ProfileLocked       the app was uninstalled or the shop erased: nothing is synced or pushed
    │   └── LoginFailed         logging in through the browser came to nothing
    │       ├── LoginDenied         the person declined in the browser
    │       ├── LoginForged         what came back is not the store's answer to this login
    │       ├── LoginReplayed       the code was used before, or is too old
    │       ├── LoginTimedOut       nobody answered in the browser
    │       └── LoginCancelled      it was given up here
    ├── SyncTrouble
    │   ├── BulkIncomplete      fewer rows arrived than the store counted
    │   ├── TooMuchChanged      more changed than the store lists; only a full sync brings it
    │   └── SyncRunning         another process is syncing this profile
    ├── StorageTrouble
    │   ├── DatabaseTooNew      written by a newer version of the program
    │   ├── DatabaseCorrupt     the file is damaged
    │   ├── PackDamaged         a blackout pack is torn, was altered, or mixed with another
    │   ├── WrongKey            the key does not open the file
    │   ├── KeyMissing          no keyring answers and no passphrase was given
    │   ├── DiskFull            nothing more can be written
    │   └── ProfileInUse        another window has this profile open
    ├── PrintTrouble
    │   ├── LayoutFault         the layout can't be printed as it is
    │   │   └── LayoutMisfit        the layout is sound, but made for other printers or another document
    │   ├── PrinterUnreachable  the printer does not answer
    │   ├── IssueNeedsStore     only the store can give out the next issue of this ticket
    │   ├── ReceiptPrinted      the receipt is, or may be, on paper: a further one is a copy
    │   └── NoDrawer            no cash drawer hangs on this printer
    ├── ReceiverTrouble     webhooks can't be received here
    │   ├── NoWebhookSecret     no secret is known that could have signed them
    │   └── PortTaken           another program listens there, or the port is not ours to use
    ├── CameraUnavailable   no camera, it is another program's, or a part of the system is missing
    └── Conflict            somebody else changed it first

`code` is stable and names the error to programs and translations; `facts` fill the sentence; `next_step` tells a
person what to do. The English words here serve the command line and logs; the window translates by `code`.
"""

from __future__ import annotations

from typing import ClassVar


class TicketForgeError(Exception):
    """An expected failure: a sentence, a next step, and the facts behind both."""

    code: ClassVar[str] = "error"
    default_next_step: ClassVar[str] = "Try again; if it happens again, run `ticketforge doctor`."

    def __init__(self, message: str, *, next_step: str | None = None, **facts: object) -> None:
        super().__init__(message)
        self.message = message
        self.next_step = next_step or self.default_next_step
        self.facts: dict[str, object] = facts

    def as_json(self) -> dict[str, object]:
        """The error as the command line prints it under `"error"`."""
        return {"code": self.code, "message": self.message, "next_step": self.next_step}


class BadInput(TicketForgeError):
    """What was typed or given can't be used; `facts["field"]` names the field."""

    code = "bad_input"
    default_next_step = "Correct the input and try again."


class NotFound(TicketForgeError):
    """The named event, order, ticket or printer is not known here."""

    code = "not_found"
    default_next_step = "Check the name, or sync first if it is new in the store."


class RightMissing(TicketForgeError):
    """The person acting lacks a right."""

    code = "right_missing"
    default_next_step = "Ask a person with that right to do it or to log in."


class PinRefused(TicketForgeError):
    """Not the PIN, or too early after wrong ones; `facts["wait_s"]` tells how long to wait."""

    code = "pin_refused"
    default_next_step = "Ask whoever set the PIN."


class Conflict(TicketForgeError):
    """Somebody else changed the thing first."""

    code = "conflict"
    default_next_step = "Look at the newer state and decide again."


class ConnectionTrouble(TicketForgeError):
    """The store can't be reached or will not talk to us."""

    code = "connection"
    default_next_step = "Work goes on offline. Check the connection under Settings > Store."


class NotConnected(ConnectionTrouble):
    """No store has been connected in this profile yet."""

    code = "not_connected"
    default_next_step = "Connect a store: `ticketforge connect --url URL --token-stdin`."


class NetworkUnavailable(ConnectionTrouble):
    """No answer from the store: no network, a dropped connection, a gateway error."""

    code = "network_unavailable"
    default_next_step = "Check the network. Work goes on offline and is sent when the store answers."


class TokenRefused(ConnectionTrouble):
    """The store does not accept the token (wrong, expired, revoked, app uninstalled)."""

    code = "token_refused"
    default_next_step = "Connect the store again with a valid token."


class ScopeMissing(ConnectionTrouble):
    """The token lacks an access scope; `facts["scopes"]` lists the missing ones."""

    code = "scope_missing"
    default_next_step = "Grant the missing scopes to the app in the store's admin, then connect again."


class WrongShop(ConnectionTrouble):
    """Another shop answers than the one this profile mirrors."""

    code = "wrong_shop"
    default_next_step = "Check the URL, or use another profile (--home) for the other shop."


class StoreBusy(ConnectionTrouble):
    """The store's cost bucket is empty for longer than this request may wait."""

    code = "store_busy"
    default_next_step = "Wait a minute; the program goes on by itself."


class StoreRefused(ConnectionTrouble):
    """The store understood the request and refused it; `facts["errors"]` holds its own words."""

    code = "store_refused"
    default_next_step = "Read the store's reason; change the request or settle it by hand."


class ProfileLocked(ConnectionTrouble):
    """The profile is locked: nothing is synced or pushed, the door goes on; `facts["reason"]` is a `LockReason`."""

    code = "profile_locked"
    default_next_step = "Install the app in the store again, then connect: `ticketforge connect`. The door goes on."


class LoginFailed(ConnectionTrouble):
    """Logging in through the browser came to nothing; what was connected before still is."""

    code = "login_failed"
    default_next_step = "Log in again."


class LoginDenied(LoginFailed):
    """The person declined in the browser."""

    code = "login_denied"
    default_next_step = "Log in again and agree in the browser, as a person who may install apps."


class LoginForged(LoginFailed):
    """What came back is not signed by the store for this login."""

    code = "login_forged"
    default_next_step = "Check client id and client secret of the app, then log in again."


class LoginReplayed(LoginFailed):
    """The store does not take the code: it was used before, or is too old."""

    code = "login_replayed"
    default_next_step = "Log in again; a code works once, for a short time."


class LoginTimedOut(LoginFailed):
    """Nobody answered in the browser."""

    code = "login_timed_out"
    default_next_step = "Log in again; register the redirect address in the app's settings if the store refuses it."


class LoginCancelled(LoginFailed):
    """The login was given up here before the store answered."""

    code = "login_cancelled"


class SyncTrouble(TicketForgeError):
    """A sync could not finish; the mirror keeps its last good state."""

    code = "sync"
    default_next_step = "Sync again; it goes on where it stopped."


class BulkIncomplete(SyncTrouble):
    """Fewer rows arrived than the store counted; the watermark has not moved."""

    code = "bulk_incomplete"


class TooMuchChanged(SyncTrouble):
    """More changed than paging can reach; only a full sync brings it. `facts["feed"]` names what."""

    code = "too_much_changed"
    default_next_step = "Fetch everything again: `ticketforge sync --full`."


class SyncRunning(SyncTrouble):
    """Another process is syncing or pushing this profile."""

    code = "sync_running"
    default_next_step = "Wait for the other sync to end; `ticketforge status` tells how far it is."


class StorageTrouble(TicketForgeError):
    """One of the two database files can't be used."""

    code = "storage"


class DatabaseTooNew(StorageTrouble):
    """The file was written by a newer version of the program."""

    code = "database_too_new"
    default_next_step = "Install the newer version of TicketForge Desktop; nothing was changed."


class DatabaseCorrupt(StorageTrouble):
    """The file is damaged."""

    code = "database_corrupt"
    default_next_step = (
        "A mirror is fetched again by `ticketforge sync --full`; restore a station file from its backup."
    )


class PackDamaged(StorageTrouble):
    """A blackout pack is torn, was altered, or its files are of two packs. Nothing was taken from it."""

    code = "pack_damaged"
    default_next_step = "Fetch the pack again from where it was made; nothing was taken from this one."


class WrongKey(StorageTrouble):
    """The key does not open the file."""

    code = "wrong_key"
    default_next_step = "Check TICKETFORGE_PASSPHRASE, or the keyring entry of this profile."


class KeyMissing(StorageTrouble):
    """No keyring answers and no passphrase was given."""

    code = "key_missing"
    default_next_step = "Set TICKETFORGE_PASSPHRASE, or start a keyring (Secret Service)."


class DiskFull(StorageTrouble):
    """Nothing more can be written to the disk of the profile."""

    code = "disk_full"
    default_next_step = "Free some space on the disk of the profile; nothing that was confirmed is lost."


class ProfileInUse(StorageTrouble):
    """Another window has this profile open."""

    code = "profile_in_use"
    default_next_step = "Use the window that is already open, or start with another --home."


class PrintTrouble(TicketForgeError):
    """A ticket could not be printed."""

    code = "print"


class LayoutFault(PrintTrouble):
    """The layout can't be printed as it is; `facts["faults"]` lists line and reason."""

    code = "layout_fault"
    default_next_step = "Mend the layout: `ticketforge layouts check FILE` names line and reason."


class LayoutMisfit(LayoutFault):
    """The layout is sound, but for something else: `facts` hold what it is `made_for`, and what was `wanted`."""

    code = "layout_misfit"
    default_next_step = "Choose another layout (`ticketforge layouts list`), or another printer."


class PrinterUnreachable(PrintTrouble):
    """The printer does not answer."""

    code = "printer_unreachable"
    default_next_step = "Check that the printer is on and connected, then print again."


class IssueNeedsStore(PrintTrouble):
    """The store does not answer, and another station printed this ticket last: two might give out the same number."""

    code = "issue_needs_store"
    default_next_step = "Reprint it at the station that printed it last, or here once the store answers again."


class ReceiptPrinted(PrintTrouble):
    """This receipt is, or may be, on paper; `facts` hold `number`, `job`, `state` and `printer`."""

    code = "receipt_printed"
    default_next_step = "Print a copy; it says that it is one."


class NoDrawer(PrintTrouble):
    """No cash drawer hangs on this printer; `facts["printer"]` names it."""

    code = "no_drawer"
    default_next_step = "Choose the receipt printer with the drawer, or open the drawer with its key."


class CameraUnavailable(TicketForgeError):
    """No camera scans here: `reason` is `none`, `refused` or `part` (a library of the system is missing)."""

    code = "camera_unavailable"
    default_next_step = "Plug a camera in, or close the program that uses it. Every other scanner goes on."


class ReceiverTrouble(TicketForgeError):
    """Webhooks can't be received here."""

    code = "receiver"


class NoWebhookSecret(ReceiverTrouble):
    """No secret is known that could have signed a webhook, so none could be told from a forgery."""

    code = "no_webhook_secret"
    default_next_step = (
        "Give it once: `ticketforge webhooks secret --stdin` (the client secret of the app that sends the webhooks)."
    )


class PortTaken(ReceiverTrouble):
    """Another program listens at this port, or it may not be used; `facts["port"]` names it."""

    code = "port_taken"
    default_next_step = "Choose another port; perhaps the window or another command receives webhooks already."
