"""Printers of the network, announced on loopback by a real responder."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator

import pytest
from zeroconf import ServiceInfo, Zeroconf

from ticketforge_desktop.devices.printing.transports.address import parse
from ticketforge_desktop.devices.printing.transports.nearby import IPP, LPD, RAW, Nearby, printers_nearby
from ticketforge_desktop.domain.errors import NetworkUnavailable

HERE = "127.0.0.1"


def service(kind: str, name: str, port: int, **texts: str) -> ServiceInfo:
    address = socket.inet_aton(HERE)
    return ServiceInfo(kind, f"{name}.{kind}", port=port, addresses=[address], properties=texts, server="box.local.")


@pytest.fixture(scope="module")
def announced() -> Iterator[None]:
    responder = Zeroconf(interfaces=[HERE])
    services = [
        service(RAW, "Kasse 1", 9100, ty="Boca Lemur"),
        service(IPP, "Kasse 1", 631, ty="Boca Lemur", rp="ipp/print"),
        service(IPP, "Büro", 6310, ty="Laser\x1b[31m\n 9", rp="/printers/buero"),
        service(LPD, "Altes Gerät", 515),
    ]
    try:
        for one in services:
            responder.register_service(one, cooperating_responders=True)
        yield
    finally:
        responder.unregister_all_services()
        responder.close()


def test_each_printer_is_named_once_with_the_best_way_to_it(announced: None) -> None:
    found = printers_nearby(1.5, HERE)

    assert found == [
        Nearby("Altes Gerät", "", ""),
        Nearby("Büro", "Laser[31m 9", f"ipp://{HERE}:6310/printers/buero"),
        Nearby("Kasse 1", "Boca Lemur", f"tcp://{HERE}:9100"),
    ]
    for one in found[1:]:
        assert parse(one.transport).host == HERE, "as `printers add` takes it"


def find(*options: str) -> tuple[int, list[dict[str, str]], str]:
    """`printers find` as a person types it, on a computer without a spooler."""
    run = [sys.executable, "-m", "ticketforge_desktop.cli", "printers", "find", *options, "--json"]
    nobody = {**os.environ, "CUPS_SERVER": "/nowhere/cups.sock"}
    done = subprocess.run(run, capture_output=True, text=True, check=False, env=nobody, timeout=60)
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()], done.stderr


def test_the_command_goes_on_without_a_spooler_and_refuses_when_nobody_could_be_asked(announced: None) -> None:
    code, rows, told = find("--interface", HERE)
    assert code == 0
    assert [(row["name"], row["found"]) for row in rows] == [
        ("Altes Gerät", "network"), ("Büro", "network"), ("Kasse 1", "network"),
    ]  # fmt: skip
    assert told.strip(), "that no spooler answers is said aside"
    for options in (("--seconds", "0"), ("--interface", "192.0.2.77")):
        code, (refused,), _ = find(*options)
        assert code == 1
        assert refused["error"]["next_step"]  # type: ignore[index]


def test_an_interface_this_computer_has_not_is_told() -> None:
    with pytest.raises(NetworkUnavailable) as told:
        printers_nearby(0.1, "192.0.2.77")
    assert told.value.next_step
