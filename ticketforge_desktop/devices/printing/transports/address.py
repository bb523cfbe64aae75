"""Where a printer is, as people write it.

`tcp://HOST:PORT`, `serial:PATH`, `file:PATH`, `spool:QUEUE`, `ipp://HOST:PORT/PATH`, `sim:NAME`. A serial address may
carry settings: `serial:/dev/ttyUSB0?baud=19200&flow=xonxoff`.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from ticketforge_desktop.domain.errors import BadInput

RAW_PORT: Final = 9100
IPP_PORT: Final = 631
KINDS: Final = ("tcp", "serial", "file", "spool", "ipp", "sim")
FLOWS: Final = ("none", "xonxoff", "rtscts")
_SHAPES: Final = {
    "tcp": "a network printer is written tcp://HOST:PORT",
    "ipp": "a printer with IPP is written ipp://HOST:PORT/PATH",
}


@dataclass(frozen=True, slots=True)
class Address:
    """A printer's place. `host` and `port` for tcp and ipp, `path` for the others (a queue's name for `spool`)."""

    kind: str
    path: str = ""
    host: str = ""
    port: int = 0
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def spooled(self) -> bool:
        """Whether a spooler stands between, which takes whole jobs."""
        return self.kind in ("spool", "ipp")

    @property
    def device(self) -> str:
        """One text for one device, however its address was written; a link to a device file is that file."""
        if self.host:
            return f"{self.kind}://{self.host.lower()}:{self.port}{self.path}"
        # A serial line may be opened as a file too.
        return os.path.realpath(self.path) if self.kind in ("serial", "file") else f"{self.kind}:{self.path}"


def parse(text: str) -> Address:
    """Read an address. Raises `BadInput` with what is expected."""
    kind, colon, rest = text.strip().partition(":")
    kind = kind.lower()
    if not colon or kind not in KINDS:
        raise _bad(text, "it begins with none of tcp://, serial:, file:, spool:, ipp://, sim:")
    if kind in _SHAPES:
        return _on_network(text, kind, rest)
    path, _, query = rest.partition("?") if kind == "serial" else (rest, "", "")
    if not path.strip():
        raise _bad(text, f"nothing follows '{kind}:'")
    if "\0" in path:
        raise _bad(text, "it holds a zero byte")
    if kind in ("spool", "sim") and not path.isprintable():
        raise _bad(text, "a name holds no control characters")
    return Address(kind, path, settings=_serial_settings(text, query) if kind == "serial" else {})


def _on_network(text: str, kind: str, rest: str) -> Address:
    if not rest.startswith("//"):
        raise _bad(text, _SHAPES[kind])
    try:
        parts = urlsplit(f"{kind}:{rest}")
        host, port = parts.hostname, parts.port
    except ValueError as trouble:
        raise _bad(text, "a port is a number from 1 to 65535") from trouble
    path = parts.path if kind == "ipp" else ""
    if not host or parts.query or parts.username is not None or port == 0:
        raise _bad(text, _SHAPES[kind])
    if kind == "tcp":
        if parts.path not in ("", "/"):
            raise _bad(text, _SHAPES[kind])
        return Address("tcp", host=host, port=port or RAW_PORT)
    return Address("ipp", path if path not in ("", "/") else "/ipp/print", host=host, port=port or IPP_PORT)


def _serial_settings(text: str, query: str) -> dict[str, str]:
    settings = dict(parse_qsl(query, keep_blank_values=True))
    for name in settings.keys() - {"baud", "flow"}:
        raise _bad(text, f"'{name}' is no setting of a serial line; known are baud and flow")
    baud = settings.get("baud", "9600")
    if not (baud.isascii() and baud.isdigit() and 300 <= int(baud) <= 1_000_000):
        raise _bad(text, "baud is a number from 300 to 1000000")
    if settings.get("flow", "none") not in FLOWS:
        raise _bad(text, f"flow is one of {', '.join(FLOWS)}")
    return settings


def _bad(text: str, reason: str) -> BadInput:
    return BadInput(
        f"{text!r} is not the address of a printer: {reason}.",
        field="transport",
        value=text,
        next_step="Write tcp://HOST:PORT, serial:PATH, file:PATH, spool:QUEUE or ipp://HOST:PORT/PATH.",
    )
