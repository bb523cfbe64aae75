"""The signing device to test with: real signatures, counters that never skip, and TEST wherever it is read."""

from __future__ import annotations

import base64
import io
import json
import tarfile
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from ticketforge_desktop.devices.fiscal.kassenbeleg import process_data, receipt_code, stamp
from ticketforge_desktop.devices.fiscal.simulated import SimulatedDevice
from ticketforge_desktop.domain.basket import TaxLine
from ticketforge_desktop.domain.tenders import Payment, Tender
from ticketforge_desktop.services.ports.fiscal import BookingKind, FiscalBooking, FiscalFault, FiscalTrouble

AT = datetime(2026, 11, 14, 18, 12, 4, 250_000, tzinfo=UTC)


@pytest.fixture
def device(tmp_path: Path) -> SimulatedDevice:
    return SimulatedDevice(tmp_path / "tse.db", "till-1", lambda: AT)


def booking(taxes: tuple[tuple[int, int], ...], payments: tuple[Payment, ...], currency: str = "EUR") -> FiscalBooking:
    lines = tuple(TaxLine(rate, gross, 0, gross) for rate, gross in taxes)
    return FiscalBooking("s-1", BookingKind.SALE, "shift", AT, currency, lines, payments)


def judged(facts_key: str) -> Callable[[str, str], bool]:
    """Whether a signature is the key's, by nobody's code but the library's."""
    key = EllipticCurvePublicKey.from_encoded_point(SECP256R1(), base64.b64decode(facts_key))

    def fits(message: str, signature: str) -> bool:
        plain = base64.b64decode(signature)
        r, s = int.from_bytes(plain[:32], "big"), int.from_bytes(plain[32:], "big")
        try:
            key.verify(encode_dss_signature(r, s), message.encode(), ECDSA(SHA256()))
        except InvalidSignature:
            return False
        return True

    return fits


def exported(device: SimulatedDevice) -> dict[str, str]:
    with tarfile.open(fileobj=io.BytesIO(device.export())) as tar:
        return {entry.name: tar.extractfile(entry).read().decode() for entry in tar}  # type: ignore[union-attr]


def test_a_transaction_is_started_and_signed(device: SimulatedDevice, tmp_path: Path) -> None:
    first = device.finish(device.start("till-1"), "Kassenbeleg-V1", "Beleg^0.00_42.00_0.00_0.00_0.00^42.00:Bar")
    again = SimulatedDevice(tmp_path / "tse.db", "till-1", lambda: AT)  # another process
    opened = again.update(again.start("till-1"), "Kassenbeleg-V1", "Beleg^")
    second = again.finish(opened, "Kassenbeleg-V1", "Beleg^1")
    assert [(one.transaction, one.counter) for one in (first, second)] == [(1, 2), (2, 5)]
    assert first.serial == second.serial == device.facts().serial
    assert device.facts().test

    files, fits = exported(device), judged(device.facts().public_key)
    messages = [name for name in files if name.endswith(".json") and name != "info.json"]
    assert len(messages) == json.loads(files["info.json"])["messages"] == 5
    for name in messages:
        assert fits(files[name], files[name.replace(".json", ".sig")])
        assert json.loads(files[name])["TEST"] is True
        assert not fits(files[name].replace("till-1", "till-2"), files[name.replace(".json", ".sig")])
    assert files["log/00000002.sig"] == first.signature
    assert [json.loads(files[name])["counter"] for name in sorted(messages)] == [1, 2, 3, 4, 5]


def test_the_serial_number_is_the_digest_of_its_key(device: SimulatedDevice) -> None:
    point = base64.b64decode(device.facts().public_key)
    key = EllipticCurvePublicKey.from_encoded_point(SECP256R1(), point)
    der = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    assert device.facts().serial == sha256(der).hexdigest()


def test_a_transaction_ends_once(device: SimulatedDevice) -> None:
    opened = device.start("till-1")
    device.finish(opened, "Kassenbeleg-V1", "Beleg^")
    with pytest.raises(FiscalTrouble) as refused:
        device.finish(opened, "Kassenbeleg-V1", "Beleg^")
    assert refused.value.facts["reason"] == FiscalFault.REFUSED


@pytest.mark.parametrize("fault", [fault for fault in FiscalFault if fault is not FiscalFault.INTERRUPTED])
def test_faults_to_order_reach_every_process_and_are_mended(
    device: SimulatedDevice, tmp_path: Path, fault: FiscalFault
) -> None:
    device.order_fault(fault)
    other = SimulatedDevice(tmp_path / "tse.db", "till-1", lambda: AT)
    with pytest.raises(FiscalTrouble) as refused:
        other.start("till-1")
    assert refused.value.facts["reason"] == fault
    device.order_fault(None)
    assert other.start("till-1").counter == 1


def test_a_device_that_was_pulled_out_is_unreachable(tmp_path: Path) -> None:
    with pytest.raises(FiscalTrouble) as refused:
        SimulatedDevice(tmp_path / "nowhere" / "tse.db", "till-1", lambda: AT).start("till-1")
    assert refused.value.facts["reason"] == FiscalFault.UNREACHABLE


@pytest.mark.parametrize(
    ("one", "data"),
    [
        (
            booking(((1900, 650), (700, 8400)), (Payment(Tender.CASH, 9050),)),
            "Beleg^6.50_84.00_0.00_0.00_0.00^90.50:Bar",
        ),
        (
            booking(((0, 100),), (Payment(Tender.CARD, 60), Payment(Tender.CASH, 30), Payment(Tender.VOUCHER, 10))),
            "Beleg^0.00_0.00_0.00_0.00_1.00^0.30:Bar_0.70:Unbar",
        ),
        (booking(((700, -4200),), (Payment(Tender.CASH, -4200),)), "Beleg^0.00_-42.00_0.00_0.00_0.00^-42.00:Bar"),
        (booking((), (Payment(Tender.CASH, 10000),)), "Beleg^0.00_0.00_0.00_0.00_0.00^100.00:Bar"),
        (booking((), ()), "Beleg^0.00_0.00_0.00_0.00_0.00^0.00:Bar"),
        (
            booking((), (Payment(Tender.CASH, 500),), "CHF"),
            "Beleg^0.00_0.00_0.00_0.00_0.00^5.00:Bar:CHF",
        ),
    ],
)
def test_what_is_signed_is_written_as_dsfinv_k_has_it(one: FiscalBooking, data: str) -> None:
    assert process_data(one) == data


def test_a_rate_without_a_place_is_refused() -> None:
    with pytest.raises(FiscalTrouble) as refused:
        process_data(booking(((770, 100),), ()))
    assert refused.value.facts["reason"] == FiscalFault.REFUSED


def test_the_receipt_says_test_and_holds_all_that_the_law_wants(device: SimulatedDevice) -> None:
    signed = device.finish(
        device.start("till-1"), *device.content(booking(((700, 4200),), (Payment(Tender.CASH, 4200),)))
    )
    lines = device.receipt_lines(signed)
    assert lines[0].startswith("TEST")
    told = " ".join(lines)
    for part in (signed.serial[:32], signed.serial[32:], "Transaktion 1", "Zähler 2", stamp(AT)):
        assert part in told
    assert "".join(lines[-2:]) == signed.signature
    parts = device.receipt_code(signed).split(";")
    assert parts[:3] == ["V0", "till-1", "Kassenbeleg-V1"]
    assert (parts[4:8], len(parts)) == (["1", "2", "2026-11-14T18:12:04.250Z", "2026-11-14T18:12:04.250Z"], 12)


def test_the_receipts_code_has_twelve_parts() -> None:
    code = receipt_code("k", "Beleg^", (7, 9), (AT, AT), ("ecdsa-plain-SHA256", "unixTime"), "sig", "key")
    assert code == (
        "V0;k;Kassenbeleg-V1;Beleg^;7;9;2026-11-14T18:12:04.250Z;2026-11-14T18:12:04.250Z;ecdsa-plain-SHA256;unixTime;"
        "sig;key"
    )
