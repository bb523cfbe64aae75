"""Bringing a file to the schema of this program, up from any version it ever had, never down."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from ticketforge_desktop.domain.errors import DatabaseCorrupt, DatabaseTooNew
from ticketforge_desktop.storage.cipher import Connection, Vault
from ticketforge_desktop.storage.errors import storage_errors

if TYPE_CHECKING:
    from alembic.config import Config

# Known without asking Alembic: importing it costs more than opening a file. A test holds them to its scripts.
HEADS: Final = {"mirror": "m0003", "station": "s0010"}


def bring_up(vault: Vault) -> Connection:
    """Open a file for writing at the newest schema, making it when it is not there.

    Raises:
        DatabaseTooNew: a newer version of the program wrote it; it was left as it is.
        WrongKey, DatabaseCorrupt, DiskFull, StorageTrouble
    """
    if vault.kind.precious and vault.is_gone():
        raise DatabaseCorrupt(f"{vault.path.name} is gone or empty.", file=vault.path.name)
    # The version is asked before anything is set, so that a newer file stays untouched to the byte.
    if vault.path.exists() and vault.path.stat().st_size:
        connection = vault.connect(wal=False)
        with storage_errors(vault.path):
            try:
                _refuse_newer(connection, vault)
            finally:
                connection.close()
    connection = vault.connect(create=True)
    try:
        with storage_errors(vault.path):
            if version_of(connection) != HEADS[vault.kind.name]:
                _upgrade(connection, vault)
        vault.prove()
    except BaseException:
        connection.close()
        raise
    return connection


def version_of(connection: Connection) -> str:
    """The revision a file is at, "" for an empty file."""
    known = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone() if known else None
    return str(row[0]) if row else ""


def _refuse_newer(connection: Connection, vault: Vault) -> None:
    version = version_of(connection)
    if version in ("", HEADS[vault.kind.name]) or version in _revisions(vault.kind.name):
        return
    raise DatabaseTooNew(
        f"{vault.path.name} was written by a newer version of the program.", file=vault.path.name, version=version
    )


def _revisions(line: str) -> frozenset[str]:
    from alembic.script import ScriptDirectory

    return frozenset(script.revision for script in ScriptDirectory.from_config(_config(line)).walk_revisions())


def _config(line: str) -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations") / line))
    return config


def _upgrade(connection: Connection, vault: Vault) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Another process may have done it while we waited for the lock.
        if version_of(connection) != HEADS[vault.kind.name]:
            upgrade_to(connection, vault.kind.name, "head")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def upgrade_to(connection: Connection, line: str, revision: str) -> None:
    """Migrate inside the caller's transaction."""
    from alembic import command

    from ticketforge_desktop.storage.engine import sqlalchemy_over

    config = _config(line)
    config.attributes["connection"] = sqlalchemy_over(connection)
    command.upgrade(config, revision)
