"""A printer behind the Windows spooler, raw: the job's bytes reach the printer as they are.

Thin on purpose: it can only be tried on Windows, so everything that decides lies in `spooling.py`. Calls, structures
and flags after the Windows print spooler reference (`winspool.h`).
"""

from __future__ import annotations

import ctypes
from typing import Any, Final

from ticketforge_desktop.devices.printing.spooling import SpooledJob, SpoolFacts, Stage
from ticketforge_desktop.devices.printing.transports.trouble import unreachable
from ticketforge_desktop.domain.errors import PrinterUnreachable
from ticketforge_desktop.services.ports.printers import Condition

_CANCEL: Final = 3  # JOB_CONTROL_CANCEL
_JOB_PRINTING, _JOB_PRINTED, _JOB_COMPLETE = 0x10, 0x80, 0x1000
_JOB_GONE: Final = 0x4 | 0x100  # deleting, deleted
_JOB_STUCK: Final = 0x2 | 0x20 | 0x40 | 0x200  # error, off line, paper out, blocked
_PRINTER: Final = (
    (0x8, Condition.JAM), (0x10, Condition.PAPER_OUT), (0x40, Condition.PAPER_OUT), (0x400000, Condition.COVER_OPEN),
    (0x1, Condition.PAUSED), (0x80, Condition.OFFLINE), (0x1000, Condition.OFFLINE), (0x2, Condition.FAULT),
)  # fmt: skip


class DocInfo(ctypes.Structure):
    """`DOC_INFO_1W`."""

    _fields_ = [
        ("pDocName", ctypes.c_wchar_p),
        ("pOutputFile", ctypes.c_wchar_p),
        ("pDatatype", ctypes.c_wchar_p),
    ]


class JobInfo(ctypes.Structure):
    """The head of `JOB_INFO_1W`, up to `Status`."""

    _fields_ = [
        ("JobId", ctypes.c_uint32),
        *((name, ctypes.c_wchar_p) for name in ("printer", "machine", "user", "document", "datatype", "status")),
        ("Status", ctypes.c_uint32),
    ]


class PrinterInfo(ctypes.Structure):
    """`PRINTER_INFO_6`."""

    _fields_ = [("Status", ctypes.c_uint32)]


class WindowsSpooler:
    """`Spooler` through `winspool.drv`; `api` is played by tests."""

    def __init__(self, queue: str, api: Any = None) -> None:
        self._queue = queue
        self._api = api if api is not None else ctypes.WinDLL("winspool.drv", use_last_error=True)  # type: ignore[attr-defined,unused-ignore]

    def submit(self, data: bytes, title: str) -> str:
        api = self._api
        with _Handle(self, begun=False) as handle:
            job = api.StartDocPrinterW(handle, 1, ctypes.byref(DocInfo(title, None, "RAW")))
            if not job:
                raise self._trouble("it takes no job", begun=False)
            written = ctypes.c_uint32(0)
            good = (
                api.StartPagePrinter(handle)
                and api.WritePrinter(handle, data, len(data), ctypes.byref(written))
                and written.value == len(data)
                and api.EndPagePrinter(handle)
                and api.EndDocPrinter(handle)
            )
            if not good:
                # A job that is not whole must not be printed; whether it was taken back in time nobody knows.
                api.SetJobW(handle, job, 0, None, _CANCEL)
                raise self._trouble(f"it took {written.value} of {len(data)} bytes", begun=True)
            return str(job)

    def job(self, job: str) -> SpooledJob:
        with _Handle(self, begun=False) as handle:
            needed = ctypes.c_uint32(0)
            self._api.GetJobW(handle, int(job), 1, None, 0, ctypes.byref(needed))
            room = ctypes.create_string_buffer(max(needed.value, ctypes.sizeof(JobInfo)))
            if not self._api.GetJobW(handle, int(job), 1, room, len(room), ctypes.byref(needed)):
                # The spooler forgets a job as soon as it has handed it on.
                return SpooledJob(Stage.HANDED_ON, begun=True, detail="gone from the queue")
            status = JobInfo.from_buffer(room).Status
        detail = f"status {status:#x}"
        if status & (_JOB_PRINTED | _JOB_COMPLETE):
            return SpooledJob(Stage.HANDED_ON, begun=True, detail=detail)
        begun = bool(status & (_JOB_PRINTING | _JOB_STUCK))
        if status & _JOB_GONE:
            return SpooledJob(Stage.TAKEN_BACK, begun=True, detail=detail)
        if status & _JOB_STUCK:
            return SpooledJob(Stage.STUCK, begun=True, detail=detail)
        return SpooledJob(Stage.GOING if begun else Stage.WAITING, begun=begun, detail=detail)

    def take_back(self, job: str) -> None:
        with _Handle(self, begun=False) as handle:
            self._api.SetJobW(handle, int(job), 0, None, _CANCEL)

    def facts(self) -> SpoolFacts:
        with _Handle(self, begun=False) as handle:
            info = PrinterInfo(0)
            needed = ctypes.c_uint32(0)
            size = ctypes.sizeof(info)
            if not self._api.GetPrinterW(handle, 6, ctypes.byref(info), size, ctypes.byref(needed)):
                return SpoolFacts(())
            status = int(info.Status)
        conditions = dict.fromkeys(condition for bit, condition in _PRINTER if status & bit)
        return SpoolFacts(tuple(conditions), f"status {status:#x}" if status else "")

    def _trouble(self, reason: str, *, begun: bool) -> PrinterUnreachable:
        step = "Check the printer's name under Windows' printers, and that its queue is not paused."
        return unreachable(f"queue {self._queue}", reason, step, begun=begun)


class _Handle:
    """An open printer, closed whatever happens."""

    def __init__(self, spooler: WindowsSpooler, *, begun: bool) -> None:
        self._spooler, self._begun = spooler, begun
        self._handle = ctypes.c_void_p()

    def __enter__(self) -> ctypes.c_void_p:
        api, queue = self._spooler._api, self._spooler._queue
        if not api.OpenPrinterW(queue, ctypes.byref(self._handle), None):
            raise self._spooler._trouble("there is no such queue", begun=self._begun)
        return self._handle

    def __exit__(self, *_: object) -> None:
        self._spooler._api.ClosePrinter(self._handle)


class PrinterName(ctypes.Structure):
    """`PRINTER_INFO_4W`."""

    _fields_ = [("name", ctypes.c_wchar_p), ("server", ctypes.c_wchar_p), ("attributes", ctypes.c_uint32)]


_LOCAL_AND_CONNECTED: Final = 0x2 | 0x4


def windows_queues(api: Any = None) -> list[str]:
    """The names of the printers of this computer, sorted. Raises `PrinterUnreachable`."""
    calls = api if api is not None else ctypes.WinDLL("winspool.drv", use_last_error=True)  # type: ignore[attr-defined,unused-ignore]
    needed, count = ctypes.c_uint32(0), ctypes.c_uint32(0)
    calls.EnumPrintersW(_LOCAL_AND_CONNECTED, None, 4, None, 0, ctypes.byref(needed), ctypes.byref(count))
    if not needed.value:
        return []
    room = ctypes.create_string_buffer(needed.value)
    asked = (_LOCAL_AND_CONNECTED, None, 4, room, len(room), ctypes.byref(needed), ctypes.byref(count))
    if not calls.EnumPrintersW(*asked):
        raise unreachable("the spooler", "it does not list its printers", "Start the print spooler.", begun=False)
    rows = ctypes.cast(room, ctypes.POINTER(PrinterName))
    return sorted(str(rows[index].name) for index in range(count.value))
