"""The blackout pack, joined: the profile's files, seals, folders and paper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ticketforge_desktop.host.pack_shelf import Folders
from ticketforge_desktop.host.sealed_file import SealedFile
from ticketforge_desktop.services.blackout import Blackout
from ticketforge_desktop.services.settings import DOOR_BARE

if TYPE_CHECKING:
    from ticketforge_desktop.bootstrap.desk import Desk
    from ticketforge_desktop.services.ports.blackout import PaperHead, PaperRow
    from ticketforge_desktop.storage.profile import Profile


def blackout(desk: Desk, profile: Profile) -> Blackout:
    """The packs of a desk."""

    def shop() -> str:
        found = desk.queries.shop()
        return found.domain if found is not None else ""

    def adopt_bare(policy: str) -> None:
        desk.settings.put({DOOR_BARE: policy}, desk.staff)

    return Blackout(
        profile.pack_file,
        profile.shared_log,
        desk.station,
        desk.clock,
        shelf=Folders(),
        sealer=SealedFile(),
        paper=_paper,
        rules=lambda event_id: desk.gates.rules(event_id, ""),
        terms=desk.door_log.terms,
        shop=shop,
        bare=lambda: str(desk.bare_policy),
        adopt_bare=adopt_bare,
    )


def _paper(head: PaperHead, rows: Sequence[PaperRow], language: str) -> bytes:
    from ticketforge_desktop.devices.printing.door_list import door_list

    return door_list(head, rows, language)
