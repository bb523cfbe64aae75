"""A signing device to test with: it behaves like a TSE and satisfies nobody's law.

Key, counters and everything signed lie in one SQLite file, so that processes share the device and a kill at any moment
leaves it whole. Signatures are real (ECDSA over P-256, plain r and s) over messages of our own form; each says TEST.
"""

from __future__ import annotations

import base64
import io
import json
import sqlite3
import tarfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ticketforge_desktop.devices.fiscal.kassenbeleg import PROCESS_TYPE, process_data, receipt_code, stamp
from ticketforge_desktop.services.ports.fiscal import (
    DeviceFacts,
    FiscalBooking,
    FiscalFault,
    FiscalTrouble,
    Opened,
    Signed,
)

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

ALGORITHM: Final = "ecdsa-plain-SHA256"
TIME_FORMAT: Final = "utcTimeWithSeconds"
_HALF: Final = 32  # bytes of r, and of s
_TABLES: Final = """
CREATE TABLE IF NOT EXISTS device (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS log (
    counter INTEGER PRIMARY KEY, transaction_number INTEGER NOT NULL, operation TEXT NOT NULL, message TEXT NOT NULL,
    signature TEXT NOT NULL
);
"""
_FAULTS: Final = {
    FiscalFault.UNREACHABLE: "The test device does not answer.",
    FiscalFault.FULL: "The test device's store is full.",
    FiscalFault.EXPIRED: "The test device's certificate has run out.",
    FiscalFault.REFUSED: "The test device refuses this booking.",
}


class SimulatedDevice:
    """`FiscalDevice`. Safe to use from any thread.

    Args:
        file: where it keeps everything; made when it is not there.
        client: the till's serial number, for the receipt's code.
        now: its clock.
    """

    def __init__(self, file: Path, client: str, now: Callable[[], datetime]) -> None:
        self._file, self._client, self._now = file, client, now
        self._lock = threading.Lock()
        self._key: EllipticCurvePrivateKey | None = None
        self._facts: DeviceFacts | None = None

    def order_fault(self, fault: FiscalFault | None) -> None:
        """From now on it fails like this, in every process; None mends it."""
        with self._open() as connection:
            connection.execute("DELETE FROM device WHERE name = 'fault'")
            if fault is not None:
                connection.execute("INSERT INTO device VALUES ('fault', ?)", (str(fault),))

    def facts(self) -> DeviceFacts:
        with self._lock:
            if self._facts is None:
                with self._working() as connection:
                    self._facts = self._describe(connection)
            return self._facts

    def start(self, client: str) -> Opened:
        with self._working() as connection:
            (last,) = connection.execute("SELECT coalesce(max(transaction_number), 0) FROM log").fetchone()
            at, counter, signature = self._sign(connection, last + 1, "start", client, "", "")
            return Opened(last + 1, at, counter, signature)

    def update(self, opened: Opened, process_type: str, process_data: str) -> Opened:
        with self._working() as connection:
            self._check_open(connection, opened)
            _, counter, signature = self._sign(
                connection, opened.transaction, "update", self._client, process_type, process_data
            )
            return Opened(opened.transaction, opened.at, counter, signature)

    def finish(self, opened: Opened, process_type: str, process_data: str) -> Signed:
        serial = self.facts().serial
        with self._working() as connection:
            self._check_open(connection, opened)
            at, counter, signature = self._sign(
                connection, opened.transaction, "finish", self._client, process_type, process_data
            )
        return Signed(
            opened.transaction, counter, opened.at, at, signature, serial, process_type, process_data
        )  # fmt: skip

    def content(self, booking: FiscalBooking) -> tuple[str, str]:
        return PROCESS_TYPE, process_data(booking)

    def receipt_lines(self, signed: Signed) -> tuple[str, ...]:
        half = len(signed.signature) // 2
        return (
            "TEST – keine gültige Signatur / no valid signature",
            f"TSE {signed.serial[:32]}",
            f"    {signed.serial[32:]}",
            f"Transaktion {signed.transaction} · Zähler {signed.counter}",
            f"{stamp(signed.started_at)} – {stamp(signed.at)}",
            signed.signature[:half],
            signed.signature[half:],
        )

    def receipt_code(self, signed: Signed) -> str:
        return receipt_code(
            self._client,
            signed.process_data,
            (signed.transaction, signed.counter),
            (signed.started_at, signed.at),
            (ALGORITHM, TIME_FORMAT),
            signed.signature,
            self.facts().public_key,
        )

    def export(self) -> bytes:
        """A TAR: `info.json`, the public key, and each log message with its signature."""
        facts = self.facts()
        with self._open() as connection:
            rows = connection.execute("SELECT counter, message, signature FROM log ORDER BY counter").fetchall()
        info = {"serial": facts.serial, "algorithm": ALGORITHM, "test": True, "messages": len(rows)}
        files = [("info.json", json.dumps(info)), ("public-key.txt", facts.public_key)]
        for counter, message, signature in rows:
            files += [(f"log/{counter:08}.json", message), (f"log/{counter:08}.sig", signature)]
        out = io.BytesIO()
        with tarfile.open(fileobj=out, mode="w") as tar:
            for name, text in files:
                data = text.encode()
                entry = tarfile.TarInfo(name)
                entry.size = len(data)
                tar.addfile(entry, io.BytesIO(data))
        return out.getvalue()

    def _sign(
        self, connection: sqlite3.Connection, transaction: int, operation: str, client: str, kind: str, data: str
    ) -> tuple[datetime, int, str]:
        """One line of its log: time, counter and signature."""
        from cryptography.hazmat.primitives.asymmetric.ec import ECDSA
        from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
        from cryptography.hazmat.primitives.hashes import SHA256

        (last,) = connection.execute("SELECT coalesce(max(counter), 0) FROM log").fetchone()
        at = self._now()
        message = json.dumps(
            {
                "TEST": True,
                "operation": operation,
                "client": client,
                "process_type": kind,
                "process_data": data,
                "transaction": transaction,
                "counter": last + 1,
                "time": stamp(at),
                "serial": self._describe(connection).serial,
            },
            sort_keys=True,
        )
        parts = decode_dss_signature(self._private_key(connection).sign(message.encode(), ECDSA(SHA256())))
        signature = base64.b64encode(b"".join(part.to_bytes(_HALF, "big") for part in parts)).decode()
        connection.execute("INSERT INTO log VALUES (?,?,?,?,?)", (last + 1, transaction, operation, message, signature))
        return at, last + 1, signature

    @staticmethod
    def _check_open(connection: sqlite3.Connection, opened: Opened) -> None:
        ended = connection.execute(
            "SELECT max(operation = 'finish') FROM log WHERE transaction_number = ?", (opened.transaction,)
        ).fetchone()[0]
        if ended != 0:
            words = f"Transaction {opened.transaction} is not open at the test device."
            raise FiscalTrouble(words, reason=str(FiscalFault.REFUSED))

    def _describe(self, connection: sqlite3.Connection) -> DeviceFacts:
        from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

        key = self._private_key(connection).public_key()
        point = key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        serial = sha256(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).hexdigest()
        public_key = base64.b64encode(point).decode()
        return DeviceFacts("TEST", serial, ALGORITHM, TIME_FORMAT, public_key, "", country="", test=True)

    def _private_key(self, connection: sqlite3.Connection) -> EllipticCurvePrivateKey:
        from cryptography.hazmat.primitives.asymmetric.ec import (
            SECP256R1,
            EllipticCurvePrivateKey,
            generate_private_key,
        )
        from cryptography.hazmat.primitives.serialization import (
            Encoding,
            NoEncryption,
            PrivateFormat,
            load_pem_private_key,
        )

        if self._key is None:
            row = connection.execute("SELECT value FROM device WHERE name = 'key'").fetchone()
            if row is None:
                made = generate_private_key(SECP256R1())
                text = made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
                connection.execute("INSERT INTO device VALUES ('key', ?)", (text,))
                self._key = made
            else:
                loaded = load_pem_private_key(row[0].encode(), None)
                assert isinstance(loaded, EllipticCurvePrivateKey)
                self._key = loaded
        return self._key

    @contextmanager
    def _working(self) -> Iterator[sqlite3.Connection]:
        """A transaction of the device, unless a fault is ordered."""
        with self._open() as connection:
            row = connection.execute("SELECT value FROM device WHERE name = 'fault'").fetchone()
            if row is not None:
                raise FiscalTrouble(_FAULTS[FiscalFault(row[0])], reason=row[0])
            yield connection

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            connection = sqlite3.connect(self._file, timeout=5, isolation_level=None)
        except sqlite3.Error as error:
            raise _unreachable(error) from error
        try:
            connection.executescript(_TABLES)
            connection.execute("BEGIN IMMEDIATE")
            yield connection
            connection.execute("COMMIT")
        except sqlite3.Error as error:
            raise _unreachable(error) from error
        finally:
            connection.close()


def _unreachable(error: sqlite3.Error) -> FiscalTrouble:
    return FiscalTrouble(f"The test device can't be reached: {error}.", reason=str(FiscalFault.UNREACHABLE))
