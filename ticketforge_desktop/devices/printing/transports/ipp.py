"""The Internet Printing Protocol, as much of it as a job needs: RFC 8010 (encoding) and RFC 8011 (operations)."""

from __future__ import annotations

import contextlib
import http.client
import socket
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

PRINT_JOB, CANCEL_JOB, GET_JOB, GET_PRINTER, CUPS_GET_PRINTERS = 0x0002, 0x0008, 0x0009, 0x000B, 0x4002
_OPERATION, _END = 0x01, 0x03
_INTEGER, _BOOLEAN, _ENUM = 0x21, 0x22, 0x23
_TAGS: Final = {
    "attributes-charset": 0x47, "attributes-natural-language": 0x48, "printer-uri": 0x45, "job-id": _INTEGER,
    "requesting-user-name": 0x42, "job-name": 0x42, "document-format": 0x49, "requested-attributes": 0x44,
}  # fmt: skip
_OUT_OF_BAND: Final = range(0x10, 0x20)  # unsupported, unknown, no-value
MOST_ANSWER: Final = 1 << 22
Value = str | int | bool | bytes | None


class IppTrouble(Exception):
    """The other side can't be reached or does not speak IPP. `sent`: it may have had the whole request."""

    def __init__(self, reason: str, *, sent: bool) -> None:
        super().__init__(reason)
        self.reason, self.sent = reason, sent


@dataclass(frozen=True, slots=True)
class Answer:
    """Status (below 0x0100 is success) and one mapping a group of attributes, the operation's first."""

    status: int
    groups: Sequence[Mapping[str, Sequence[Value]]]

    @property
    def ok(self) -> bool:
        return self.status < 0x0100

    def first(self, name: str) -> Value:
        """The first value of an attribute in any group, None where it has none."""
        for group in self.groups:
            if group.get(name):
                return group[name][0]
        return None

    def every(self, name: str) -> list[str]:
        """All values of a keyword attribute."""
        return [value for group in self.groups for value in group.get(name, ()) if isinstance(value, str)]


def encode(operation: int, attributes: Mapping[str, str | int | Sequence[str]], request: int = 1) -> bytes:
    """A request's head; the document follows it. Attributes in the order given, charset and language first."""
    out = bytearray(struct.pack(">BBHI", 1, 1, operation, request))
    out.append(_OPERATION)
    plain: dict[str, str | int | Sequence[str]] = {
        "attributes-charset": "utf-8",
        "attributes-natural-language": "en",
        **attributes,
    }
    for name, given in plain.items():
        values = [given] if isinstance(given, str | int) else list(given)
        for place, value in enumerate(values):
            key = name.encode() if not place else b""
            data = struct.pack(">i", value) if isinstance(value, int) else value.encode()[:1000]
            out += struct.pack(">BH", _TAGS[name], len(key)) + key + struct.pack(">H", len(data)) + data
    out.append(_END)
    return bytes(out)


def decode(data: bytes) -> Answer:
    """An answer. Raises `ValueError` for what is none."""
    if len(data) < 9:
        raise ValueError("too short for IPP")
    _, _, status, _ = struct.unpack_from(">BBHI", data)
    groups: list[dict[str, list[Value]]] = []
    at, name = 8, ""
    while at < len(data):
        tag = data[at]
        at += 1
        if tag == _END:
            return Answer(status, groups)
        if tag < 0x10:
            groups.append({})
            continue
        key, at = _counted(data, at)
        value, at = _counted(data, at)
        name = key.decode("utf-8", "replace") or name
        if not groups or not name:
            raise ValueError("an attribute outside a group")
        groups[-1].setdefault(name, []).append(_value(tag, value))
    raise ValueError("it ends in the middle")


def _counted(data: bytes, at: int) -> tuple[bytes, int]:
    if at + 2 > len(data):
        raise ValueError("it ends in the middle")
    (length,) = struct.unpack_from(">H", data, at)
    if at + 2 + length > len(data):
        raise ValueError("it ends in the middle")
    return data[at + 2 : at + 2 + length], at + 2 + length


def _value(tag: int, data: bytes) -> Value:
    if tag in _OUT_OF_BAND:
        return None
    if tag in (_INTEGER, _ENUM) and len(data) == 4:
        return int(struct.unpack(">i", data)[0])
    if tag == _BOOLEAN and len(data) == 1:
        return bool(data[0])
    return data.decode("utf-8", "replace") if tag >= 0x40 else data


class LocalConnection(http.client.HTTPConnection):
    """HTTP over the system's own socket."""

    def __init__(self, path: str, timeout: float) -> None:
        super().__init__("localhost", timeout=timeout)
        self._path = path
        self._wait = timeout

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self._wait)
        self.sock.connect(self._path)


def ask(where: str, path: str, body: bytes, patience: float) -> Answer:
    """One request to `HOST:PORT` or a socket's path.

    Raises:
        IppTrouble: `sent` False only when it is certain that the request did not arrive whole.
    """
    sent = False
    with contextlib.closing(_connection(where, patience)) as connection:
        try:
            connection.connect()
            connection.putrequest("POST", path)
            connection.putheader("Content-Type", "application/ipp")
            connection.putheader("Content-Length", str(len(body)))
            connection.endheaders()
            if len(body) > 1:
                connection.send(body[:-1])
            sent = True  # from the last byte on, the other side may act on it
            connection.send(body[-1:])
            answer = connection.getresponse()
            data = answer.read(MOST_ANSWER)
        except (OSError, http.client.HTTPException, UnicodeError) as trouble:
            reason = getattr(trouble, "strerror", None) or str(trouble) or type(trouble).__name__
            raise IppTrouble(str(reason).lower(), sent=sent) from trouble
    if answer.status != 200:
        raise IppTrouble(f"it answers HTTP {answer.status} {answer.reason}", sent=False)
    try:
        return decode(data)
    except ValueError as trouble:
        raise IppTrouble(f"its answer is no IPP: {trouble}", sent=True) from trouble


def _connection(where: str, patience: float) -> http.client.HTTPConnection:
    if where.startswith("/"):
        return LocalConnection(where, patience)
    host, _, port = where.rpartition(":")
    return http.client.HTTPConnection(host.strip("[]"), int(port), timeout=patience)
