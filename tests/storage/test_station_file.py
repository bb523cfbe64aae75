"""What this station knows and did: kept, audited, copied."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.storage.conftest import Opener
from tests.storage.story import KEYS
from ticketforge_desktop.domain.errors import BadInput, StorageTrouble
from ticketforge_desktop.domain.records import PublicKeyRecord
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER, Right
from ticketforge_desktop.storage.cipher import STATION_FILE, Vault
from ticketforge_desktop.storage.profile import Profile


def test_a_station_keeps_its_identity_and_takes_a_name(tmp_path: Path, opener: Opener) -> None:
    first = opener(tmp_path).station
    identity = first.station_id()
    first.rename_station("  Kasse   1 ", DEFAULT_MANAGER)
    again = opener(tmp_path).station
    assert again.station_id() == identity
    assert again.station_name() == "Kasse 1"
    assert [row.action for row in again.audit_rows(5)] == ["rename_station"]


@pytest.mark.parametrize("name", ["", "   ", "x" * 61])
def test_a_name_that_nobody_could_read_is_refused(profile: Profile, name: str) -> None:
    with pytest.raises(BadInput):
        profile.station.rename_station(name, DEFAULT_MANAGER)
    assert profile.station.station_name() == "Station 1"


def test_settings_are_kept_and_each_change_is_in_the_audit(profile: Profile) -> None:
    station = profile.station
    assert station.setting("gate") is None
    station.put_setting("gate", '"A"', DEFAULT_MANAGER)
    station.put_setting("gate", '"B"', DEFAULT_MANAGER)
    station.put_setting("gate", '"B"', DEFAULT_MANAGER)
    assert station.setting("gate") == '"B"'
    assert [(row.subject, row.detail) for row in station.audit_rows(9)] == [("gate", '"A" → "B"'), ("gate", ' → "A"')]


def test_a_revocation_is_never_taken_back_and_no_key_is_lost(profile: Profile) -> None:
    station = profile.station
    ours = PublicKeyRecord("0a0b0c0d", "Kasse 1", "aa" * 32, "", "")
    station.put_keys([ours])
    station.put_keys([ours._replace(enrolled_at="2026-11-01T10:00:00Z", revoked_at="2026-11-03T10:00:00Z")])
    station.put_keys([ours._replace(station="", enrolled_at="", revoked_at="")])
    station.put_keys([ours._replace(revoked_at="2026-11-02T10:00:00Z")])
    station.put_keys([ours._replace(public_key="bb" * 32, station="Dieb")])
    station.put_keys([])
    assert station.keys() == [
        PublicKeyRecord("0a0b0c0d", "Kasse 1", "aa" * 32, "2026-11-01T10:00:00Z", "2026-11-02T10:00:00Z")
    ]


def test_before_any_staff_is_added_there_is_one_manager(profile: Profile) -> None:
    assert profile.station.staff() == [DEFAULT_MANAGER]


def test_staff_have_the_rights_of_their_role_or_their_own(profile: Profile) -> None:
    _ = profile.station
    profile._station_file.writer().run(
        lambda work: work.raw.executemany(
            "INSERT INTO staff (staff_id, name, role, rights, disabled_at) VALUES (?,?,?,?,?)",
            [
                ("s1", "Ada", "steward", "", ""),
                ("s2", "Bo", "steward", "view,sell,time_travel", ""),
                ("s3", "Cy", "usher", "", ""),
                ("s4", "Di", "manager", "", "2026-01-01T00:00:00Z"),
            ],
        )
    )
    rights = {person.name: person.rights for person in profile.station.staff()}
    assert rights["Ada"] == {Right.VIEW, Right.CHECK_IN, Right.UNDO_ADMISSION}
    assert rights["Bo"] == {Right.VIEW, Right.SELL}
    assert rights["Cy"] == frozenset()
    assert "Di" not in rights


@pytest.mark.parametrize(
    "tamper",
    [
        "UPDATE audit SET staff_id = 'nobody' WHERE row = 3",
        "DELETE FROM audit WHERE row = 3",
        "INSERT INTO audit SELECT 99, at, station_id, staff_id, action, subject, detail, before, after, previous, hash"
        " FROM audit WHERE row = 2",
    ],
)
def test_the_audit_chain_shows_where_it_was_touched(profile: Profile, tamper: str) -> None:
    station = profile.station
    for n in range(5):
        station.audit(DEFAULT_MANAGER, "look", f"thing {n}", "ünïcödé")
    assert (station.verify_audit().ok, station.verify_audit().rows) == (True, 5)

    def break_in(work: object) -> None:
        run = work.raw.execute  # type: ignore[attr-defined]
        for (trigger,) in run(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit'"
        ).fetchall():
            run(f"DROP TRIGGER {trigger}")
        run(tamper)

    profile._station_file.writer().run(break_in)
    checked = station.verify_audit()
    assert not checked.ok
    assert checked.first_bad in (3, 4, 99)


def test_a_backup_made_in_mid_work_opens_and_holds_everything(profile: Profile, tmp_path: Path) -> None:
    station = profile.station
    station.put_setting("gate", '"A"', DEFAULT_MANAGER)
    target = tmp_path / "copy.db"
    station.backup(str(target))
    copy = Vault(target, STATION_FILE, KEYS.station).connect(read_only=True, wal=False)
    assert copy.execute("SELECT value FROM settings").fetchall() == [('"A"',)]
    copy.close()
    assert not list(tmp_path.glob("*.part*"))
    assert b"SQLite format" not in target.read_bytes()[:64]


def test_a_backup_into_nowhere_is_refused(profile: Profile, tmp_path: Path) -> None:
    for path in (tmp_path / "missing" / "copy.db", tmp_path, profile.folder / "station.db"):
        with pytest.raises(BadInput):
            profile.station.backup(str(path))
    assert profile.station.station_name() == "Station 1"


def test_a_closed_profile_says_so(tmp_path: Path, opener: Opener) -> None:
    profile = opener(tmp_path)
    station = profile.station
    profile.close()
    with pytest.raises(StorageTrouble, match="closed"):
        station.station_name()
    with pytest.raises(StorageTrouble, match="closed"):
        station.put_setting("gate", '"A"', DEFAULT_MANAGER)
    with pytest.raises(StorageTrouble, match="closed"):
        _ = profile.admissions
