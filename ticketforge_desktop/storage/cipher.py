"""Opening one of the two files: key, pragmas, and what is told apart when it does not open."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

from sqlcipher3 import dbapi2 as sqlcipher

from ticketforge_desktop.domain.errors import BadInput, DatabaseCorrupt, WrongKey
from ticketforge_desktop.storage.errors import DRIVER_ERRORS, is_not_a_database, storage_errors

# The driver has no types.
Connection = Any

KEY_BYTES: Final = 32
BUSY_SECONDS: Final = 10.0
LONGEST_LOG: Final = 64 * 1024 * 1024  # bytes; written back at this size even if nobody is idle
STATEMENTS: Final = 256  # prepared statements a connection keeps
# A kept statement keeps what was last bound to it, and with rows by the dozen that soon is all of the memory SQLite has
# at hand for a connection's small things; the rest is asked of the system, text by text.
_FEW_STATEMENTS: Final = 4
_PLAIN_HEADER: Final = b"SQLite format 3\x00"


@dataclass(frozen=True, slots=True)
class FileKind:
    """How a file is written.

    Args:
        name: version line of its migrations.
        page_size: bytes. The station's commits are a few rows each: small pages mean less to encrypt and to sync.
        cache_kib: page cache of each connection.
        synchronous: FULL where a commit must survive a power cut; the mirror can be fetched again.
        precious: can't be fetched again, so a file that vanished is never silently made anew.
    """

    name: str
    page_size: int
    cache_kib: int
    synchronous: str
    precious: bool


MIRROR_FILE: Final = FileKind("mirror", 4096, 32_768, "NORMAL", False)
STATION_FILE: Final = FileKind("station", 1024, 8_192, "FULL", True)


@dataclass(frozen=True, slots=True)
class Vault:
    """One file with its key. `key` None is an unencrypted file: benchmarks compare with it, nothing else does."""

    path: Path
    kind: FileKind
    key: bytes | None

    def __post_init__(self) -> None:
        if self.key is not None and len(self.key) != KEY_BYTES:
            raise BadInput(f"The key of {self.path.name} must have {KEY_BYTES} bytes.", field="key")

    def __repr__(self) -> str:
        return f"Vault({self.path.name!r}, {self.kind.name!r})"  # never the key

    def at(self, path: Path) -> Vault:
        """The same kind and key at another path."""
        return Vault(path, self.kind, self.key)

    def connect(
        self, *, create: bool = False, read_only: bool = False, wal: bool = True, one_thread: bool = False
    ) -> Connection:
        """A connection in autocommit mode; transactions are begun and ended by name.

        Args:
            create: make the file when it is not there.
            read_only: refuse writes (`query_only`).
            wal: switch to the write-ahead log, without checkpoints of its own: those are made when idle.
            one_thread: the caller sees to it that no two threads are in it at once. SQLite then locks nothing of
                its own around each value, which is a tenth of a first sync.

        Raises:
            WrongKey, DatabaseCorrupt, DiskFull, StorageTrouble
        """
        with storage_errors(self.path):
            connection = self._open(create, sqlcipher.SQLITE_OPEN_NOMUTEX if one_thread else 0)
            try:
                self._unlock(connection)
                _tune(connection, self.kind, read_only=read_only, wal=wal)
            except BaseException:
                connection.close()
                raise
        return connection

    def connect_new(self) -> Connection:
        """A connection to a file that is about to be written whole, as by a backup: nothing is expected of it."""
        with storage_errors(self.path):
            connection = self._open(create=True)
            self._set_key(connection)
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        return connection

    def _open(self, create: bool, flags: int = 0) -> Connection:
        mode = "rwc" if create else "rw"
        uri = f"{self.path.absolute().as_uri()}?mode={mode}"
        return sqlcipher.connect(
            uri,
            uri=True,
            timeout=BUSY_SECONDS,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=_FEW_STATEMENTS if flags else STATEMENTS,
            flags=sqlcipher.SQLITE_OPEN_READWRITE | sqlcipher.SQLITE_OPEN_CREATE | flags,
        )

    def _set_key(self, connection: Connection) -> None:
        if self.key is not None:
            connection.execute("PRAGMA cipher_log_level = NONE")  # it would write to standard error
            connection.execute(f"PRAGMA key = \"x'{self.key.hex()}'\"")
            connection.execute(f"PRAGMA cipher_page_size = {self.kind.page_size}")
        else:
            connection.execute(f"PRAGMA page_size = {self.kind.page_size}")

    def _unlock(self, connection: Connection) -> None:
        self._set_key(connection)
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except DRIVER_ERRORS as error:
            if is_not_a_database(error):
                raise self._unreadable() from error
            raise

    def _unreadable(self) -> WrongKey | DatabaseCorrupt:
        """Why the first page can't be read: the digest beside the file tells a wrong key from damage."""
        name = self.path.name
        check = self._check_file()
        with self.path.open("rb") as file:
            head = file.read(len(_PLAIN_HEADER))
        proven = self.key is not None and check.exists() and hmac.compare_digest(check.read_text(), self._digest())
        if proven and head != _PLAIN_HEADER:
            return DatabaseCorrupt(f"{name} is damaged.", file=name)
        return WrongKey(f"The key does not open {name}.", file=name)

    def is_gone(self) -> bool:
        """Whether a file that was there once has vanished or is empty."""
        return self._check_file().exists() and (not self.path.exists() or self.path.stat().st_size == 0)

    def prove(self) -> None:
        """Keep a digest of the key beside the file, so that damage is later told from a wrong key.

        The key is 32 random bytes, so its digest tells nothing.
        """
        check = self._check_file()
        if self.key is not None and not (check.exists() and check.read_text() == self._digest()):
            check.write_text(self._digest())

    def _check_file(self) -> Path:
        return self.path.with_name(f"{self.kind.name}.check")

    def _digest(self) -> str:
        return blake2b(b"opens", key=self.key or b"", digest_size=16, person=b"tf-file-key-v1").hexdigest()


def _tune(connection: Connection, kind: FileKind, *, read_only: bool, wal: bool) -> None:
    run = connection.execute
    run(f"PRAGMA cache_size = -{kind.cache_kib}")
    run("PRAGMA temp_store = MEMORY")  # temporary files would not be encrypted
    run("PRAGMA foreign_keys = ON")
    run("PRAGMA trusted_schema = OFF")
    if wal:
        run(f"PRAGMA synchronous = {kind.synchronous}")
        run("PRAGMA wal_autocheckpoint = 0")
        run(f"PRAGMA journal_size_limit = {LONGEST_LOG}")  # a log that is begun anew gives its space back
        if run("PRAGMA journal_mode").fetchone()[0] != "wal" and not read_only:
            run("PRAGMA journal_mode = WAL")
    if read_only:
        run("PRAGMA query_only = ON")
