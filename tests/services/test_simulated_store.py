"""What a simulated printer may print: anything on the demo store, on a real one only what admits nobody."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from ticketforge_desktop.bootstrap.print_room import PrintRoom
from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.services.ports.printers import PrinterSetup


@pytest.mark.parametrize("demo", [True, False])
@pytest.mark.parametrize("address", ["sim:practice", "tcp://h"])
def test_an_issue_of_a_real_store_is_never_called_printed_for_a_picture(demo: bool, address: str) -> None:
    opened: list[PrinterSetup] = []
    desk = SimpleNamespace(on_demo_store=lambda: demo, printers=SimpleNamespace(open_session=opened.append))
    room: Any = SimpleNamespace(_desk=desk)
    setup = PrinterSetup("p", "zpl", address)
    if address.startswith("sim:") and not demo:
        with pytest.raises(BadInput) as caught:
            PrintRoom.open_session(room, setup)
        assert "proof" in caught.value.next_step
        assert opened == []
    else:
        PrintRoom.open_session(room, setup)
        assert opened == [setup]
