"""A printer behind CUPS, or any printer with IPP.

CUPS says `completed` when it has handed a job on, and sends whole jobs again when a printer breaks off. So its word is
never taken for paper, a job it can't get rid of is taken back, and a queue that resends is told of.
"""

from __future__ import annotations

import getpass
import os
from pathlib import Path
from typing import Final
from urllib.parse import quote

from ticketforge_desktop.devices.printing.spooling import SpooledJob, SpoolFacts, Stage
from ticketforge_desktop.devices.printing.transports import ipp
from ticketforge_desktop.devices.printing.transports.trouble import unreachable
from ticketforge_desktop.domain.errors import PrinterUnreachable
from ticketforge_desktop.services.ports.printers import Condition

PATIENCE: Final = 10.0
_SOCKETS: Final = ("/run/cups/cups.sock", "/var/run/cups/cups.sock", "/private/var/run/cupsd")
_STAGES: Final = {
    3: Stage.WAITING, 4: Stage.WAITING, 5: Stage.GOING, 6: Stage.STUCK, 7: Stage.TAKEN_BACK, 8: Stage.BROKEN,
    9: Stage.HANDED_ON,
}  # fmt: skip
_STOPPED: Final = 5
_REASONS: Final = (
    ("media-jam", Condition.JAM),
    ("media-empty", Condition.PAPER_OUT),
    ("media-needed", Condition.PAPER_OUT),
    ("input-tray-missing", Condition.PAPER_OUT),
    ("media-low", Condition.PAPER_LOW),
    ("cover-open", Condition.COVER_OPEN),
    ("door-open", Condition.COVER_OPEN),
    ("interlock-open", Condition.COVER_OPEN),
    ("marker-supply-empty", Condition.RIBBON_OUT),
    ("toner-empty", Condition.RIBBON_OUT),
    ("cutter", Condition.CUTTER),
    ("fuser-over-temp", Condition.TOO_HOT),
    ("moving-to-paused", Condition.PAUSED),
    ("paused", Condition.PAUSED),
    ("offline", Condition.OFFLINE),
    ("connecting-to-device", Condition.BUSY),
    ("timed-out", Condition.OFFLINE),
    ("shutdown", Condition.OFFLINE),
    ("stopped-partly", Condition.FAULT),
)


class IppSpooler:
    """`Spooler` over IPP.

    Args:
        where: `HOST:PORT`, or the path of a local socket.
        path: of the printer, `/printers/QUEUE` for CUPS.
        raw: the document is the printer's own language and must not be looked at; else it is a PDF for the driver.
    """

    def __init__(self, where: str, path: str, *, raw: bool, patience: float = PATIENCE) -> None:
        self._where, self._path, self._raw, self._patience = where, path, raw, patience
        host = "localhost" if where.startswith("/") else where
        self._uri = f"ipp://{host}{path}"

    def submit(self, data: bytes, title: str) -> str:
        kind = "application/vnd.cups-raw" if self._raw else "application/pdf"
        head = {**self._names(), "job-name": title, "document-format": kind}
        try:
            answer = ipp.ask(self._where, self._path, ipp.encode(ipp.PRINT_JOB, head) + data, self._patience)
        except ipp.IppTrouble as trouble:
            raise self._trouble(trouble.reason, begun=trouble.sent) from trouble
        job = answer.first("job-id")
        if not answer.ok or not isinstance(job, int):
            raise self._trouble(f"it refuses the job (status {answer.status:#06x})", begun=False)
        return str(job)

    def job(self, job: str) -> SpooledJob:
        wanted = ["job-state", "job-state-reasons", "time-at-processing"]
        answer = self._ask(ipp.GET_JOB, {"job-id": int(job), "requested-attributes": wanted})
        state = answer.first("job-state")
        if not answer.ok or not isinstance(state, int):
            return SpooledJob(Stage.BROKEN, begun=True, detail="the spooler does not know the job any more")
        reasons = ", ".join(one for one in answer.every("job-state-reasons") if one != "none")
        return SpooledJob(
            _STAGES.get(state, Stage.BROKEN), begun=answer.first("time-at-processing") is not None, detail=reasons
        )

    def take_back(self, job: str) -> None:
        self._ask(ipp.CANCEL_JOB, {"job-id": int(job)})

    def facts(self) -> SpoolFacts:
        answer = self._ask(ipp.GET_PRINTER, {})
        if not answer.ok:
            raise self._trouble("it knows no such queue", begun=False)
        reasons = [one for one in answer.every("printer-state-reasons") if one != "none"]
        conditions = conditions_of(reasons)
        if answer.first("printer-state") == _STOPPED and not conditions:
            conditions = [Condition.PAUSED]
        if answer.first("printer-is-accepting-jobs") is False:
            conditions.append(Condition.OFFLINE)
        message = answer.first("printer-state-message")
        words = [", ".join(reasons), message if isinstance(message, str) else ""]
        policy = answer.first("printer-error-policy")
        if self._raw and isinstance(policy, str) and policy not in ("abort-job", "stop-printer"):
            words.append(
                f"this queue sends whole jobs again after an error ({policy}), which may print tickets twice: "
                "lpadmin -p QUEUE -o printer-error-policy=abort-job"
            )
        return SpoolFacts(tuple(conditions), "; ".join(filter(None, words)), tuple(conditions_of(reasons, mild=True)))

    def _ask(self, operation: int, more: dict[str, int | list[str]]) -> ipp.Answer:
        try:
            head = ipp.encode(operation, {**self._names(), **more})
            return ipp.ask(self._where, self._path, head, self._patience)
        except ipp.IppTrouble as trouble:
            raise self._trouble(trouble.reason, begun=False) from trouble

    def _names(self) -> dict[str, str]:
        return {"printer-uri": self._uri, "requesting-user-name": _user()}

    def _trouble(self, reason: str, *, begun: bool) -> PrinterUnreachable:
        step = "Check that the spooler runs and that the queue is there: `lpstat -t`."
        return unreachable(self._uri, reason, step, begun=begun)


def conditions_of(reasons: list[str], *, mild: bool = False) -> list[Condition]:
    """`printer-state-reasons` as conditions. Mere reports and warnings hinder nothing: they count when `mild` is asked
    for, to explain a job that broke off, and where they tell of paper that runs low."""
    found = []
    for reason in reasons:
        known = next((condition for begin, condition in _REASONS if reason.startswith(begin)), None)
        if known is None:
            known = Condition.FAULT if reason.endswith("-error") else None
        elif not mild and reason.endswith(("-report", "-warning")) and known is not Condition.PAPER_LOW:
            known = None
        if known is not None and known not in found:
            found.append(known)
    return found


def cups_queue(queue: str, *, raw: bool) -> IppSpooler:
    """A queue of this computer's CUPS."""
    return IppSpooler(cups_server(), f"/printers/{quote(queue, safe='')}", raw=raw)


def cups_server() -> str:
    """Where CUPS is: `CUPS_SERVER`, its socket, or port 631 of this computer."""
    named = os.environ.get("CUPS_SERVER", "").strip()
    if named.startswith("/"):
        return named
    if named:
        host, colon, port = named.partition("/")[0].rpartition(":")
        return f"{host}:{port}" if colon and port.isdigit() else f"{named.partition('/')[0]}:631"
    return next((path for path in _SOCKETS if Path(path).exists()), "localhost:631")


def queues() -> list[str]:
    """The names of CUPS' queues, sorted. Raises `PrinterUnreachable`."""
    head = ipp.encode(ipp.CUPS_GET_PRINTERS, {"requested-attributes": ["printer-name"]})
    try:
        answer = ipp.ask(cups_server(), "/", head, PATIENCE)
    except ipp.IppTrouble as trouble:
        raise unreachable(
            "CUPS", trouble.reason, "Start CUPS, or name the printer's address.", begun=False
        ) from trouble
    return sorted(answer.every("printer-name"))


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "ticketforge"
