"""A mirror's content as plain rows, to compare two of them."""

from __future__ import annotations

from ticketforge_desktop.storage.profile import Profile

# Numbers given out by the file itself, and what differs from run to run.
_LEFT_OUT = {
    "venues": "name, city, country, zone",
    "sync_state": "feed",
    "sync_runs": "mode",
}
_NOT_COMPARED = {"load_progress", "alembic_version", "orders_to_derive", "orders_to_process", "removed_tickets"}


def content(profile: Profile, *, marks: bool = False) -> dict[str, list[tuple[object, ...]]]:
    """Every table, row for row in order of its key, and the words of the search."""
    found: dict[str, list[tuple[object, ...]]] = {}
    with profile._mirror_file.readers.borrow() as connection:
        names = [
            name
            for (name,) in connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search%'"
                " AND name NOT LIKE 'sqlite%'"
            )
        ]
        for name in names:
            if name in _NOT_COMPARED:
                continue
            columns = _LEFT_OUT.get(name, "*") if not marks or name == "venues" else "*"
            found[name] = sorted(connection.execute(f"SELECT {columns} FROM {name}"))
    found["search"] = words(profile)
    return found


def words(profile: Profile) -> list[tuple[object, ...]]:
    """Which word is in which thing."""
    writer = profile._mirror_file.writer()

    def read(work: object) -> list[tuple[object, ...]]:
        run = work.raw.execute  # type: ignore[attr-defined]
        run("CREATE VIRTUAL TABLE temp.found USING fts5vocab(main, search, instance)")
        rows = run("SELECT DISTINCT term, doc FROM temp.found ORDER BY term, doc").fetchall()
        run("DROP TABLE temp.found")
        return list(rows)

    return writer.run(read)
