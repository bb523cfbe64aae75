"""SQLAlchemy over a connection of ours: it builds and reads statements, transactions stay in our hands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ticketforge_desktop.storage.cipher import Connection

if TYPE_CHECKING:
    import sqlalchemy as sa


class _Held:
    """A driver connection that can't be committed, rolled back or closed by who uses it.

    SQLAlchemy rolls back when it first meets a connection, and Alembic commits around its version table: here both
    happen in the middle of a transaction that belongs to the unit of work.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    def commit(self) -> None:
        """Nothing: the unit of work commits."""

    def rollback(self) -> None:
        """Nothing: the unit of work rolls back."""

    def close(self) -> None:
        """Nothing: the owner closes."""


def sqlalchemy_over(connection: Connection) -> sa.Connection:
    """An SQLAlchemy connection over an open driver connection, even one in the middle of a transaction."""
    import sqlalchemy as sa
    from sqlalchemy.pool import StaticPool
    from sqlcipher3 import dbapi2

    held = _Held(connection)
    engine = sa.create_engine("sqlite://", module=dbapi2, creator=lambda: held, poolclass=StaticPool)
    return engine.connect()
