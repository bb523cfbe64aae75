"""Printers of this network that say who they are, by multicast DNS (RFC 6762) and service discovery (RFC 6763).

Which services printers announce, and their `ty` and `rp`, is told by Apple's Bonjour Printing Specification 1.2.1.
What comes over the network is text of strangers: shown cleaned, and never more than an address to set up by hand.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ticketforge_desktop.devices.printing.transports.address import IPP_PORT
from ticketforge_desktop.domain.errors import NetworkUnavailable

if TYPE_CHECKING:
    from zeroconf import ServiceInfo, ServiceStateChange, Zeroconf

RAW: Final = "_pdl-datastream._tcp.local."
IPP: Final = "_ipp._tcp.local."
LPD: Final = "_printer._tcp.local."
_BEST_FIRST: Final = (RAW, IPP, LPD)
_LONGEST: Final = 80
_MOST: Final = 200


@dataclass(frozen=True, slots=True)
class Nearby:
    """A printer of the network. `transport` is "" where it offers no way this program speaks."""

    name: str
    model: str
    transport: str


def printers_nearby(seconds: float = 2.0, interface: str = "") -> Sequence[Nearby]:
    """Printers that answer within that time, by name; one that offers several ways is named with the best.

    Args:
        interface: this computer's address in the network to ask in; "" for all.

    Raises:
        NetworkUnavailable: there is no network to ask in.
    """
    from zeroconf import DNSQuestionType, InterfaceChoice, NonUniqueNameException, ServiceBrowser, Zeroconf

    found: set[tuple[str, str]] = set()
    lock = threading.Lock()

    def heard(zeroconf: Zeroconf, service_type: str, name: str, state_change: ServiceStateChange) -> None:
        with lock:
            if len(found) < _MOST:
                found.add((service_type, name))

    try:
        _here(interface)
        network = Zeroconf(interfaces=[interface] if interface else InterfaceChoice.All)
    except (OSError, ValueError, NonUniqueNameException) as trouble:
        raise NetworkUnavailable(
            "No network answers in which printers could be looked for.",
            next_step="Check the network; a printer's own menu tells its address: tcp://ADDRESS:9100.",
        ) from trouble
    try:
        # Answers to all: one sent back to port 5353 alone may reach another program of this computer.
        browser = ServiceBrowser(network, list(_BEST_FIRST), handlers=[heard], question_type=DNSQuestionType.QM)
        threading.Event().wait(seconds)
        browser.cancel()
        with lock:
            services = sorted(found, key=lambda one: (_BEST_FIRST.index(one[0]), one[1]))
        return _best(services, network)
    finally:
        network.close()


def _here(interface: str) -> None:
    """Raises `OSError` where this computer has no such address; asked here, because zeroconf would leave a socket."""
    if interface:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as trial:
            trial.bind((interface, 0))


def _best(services: Sequence[tuple[str, str]], network: Zeroconf) -> list[Nearby]:
    from zeroconf import DNSQuestionType

    known: dict[str, Nearby] = {}
    for kind, name in services:
        info = network.get_service_info(kind, name, timeout=1000, question_type=DNSQuestionType.QM)
        told = None if info is None else _told(kind, name, info)
        if told is not None:
            known.setdefault(told.name, told)
    return sorted(known.values(), key=lambda one: one.name.casefold())


def _told(kind: str, name: str, info: ServiceInfo) -> Nearby | None:
    """What a printer says of itself; None where it has no address."""
    # A link-local address is none without the name of our own interface, which no other start of this computer has.
    hosts = [host for host in info.parsed_addresses() if not host.lower().startswith("fe80:")]
    label = _clean(name.removesuffix(f".{kind}"))
    if not hosts or not label:
        return None
    host = next((one for one in hosts if ":" not in one), f"[{hosts[0]}]")
    texts = info.properties
    transport = ""
    if kind == RAW and info.port:
        transport = f"tcp://{host}:{info.port}"
    elif kind == IPP:
        transport = f"ipp://{host}:{info.port or IPP_PORT}/{_text(texts, b'rp').strip('/') or 'ipp/print'}"
    return Nearby(label, _text(texts, b"ty"), transport)


def _text(texts: Mapping[bytes, bytes | None], key: bytes) -> str:
    return _clean((texts.get(key) or b"").decode("utf-8", "replace"))


def _clean(text: str) -> str:
    """No control characters, no end of lines, no length: it is printed on a screen."""
    return "".join(sign for sign in text if sign.isprintable())[:_LONGEST].strip()
