"""One sync in a process of its own, so that it can be killed. Prints a line a step, then the report.

python sync_process.py FOLDER URL TOKEN ROWS_A_CHUNK [full]
"""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.sync.rig import Rig
from ticketforge_desktop.services.ports.store import StoreLogin
from ticketforge_desktop.services.syncing import SyncProgress
from ticketforge_desktop.shopify import store


def main(folder: str, url: str, token: str, rows_a_chunk: str, full: str = "") -> None:
    store.ROWS_A_CHUNK = int(rows_a_chunk)
    rig = Rig(Path(folder), StoreLogin(url, token=token), lambda opened: opened)

    def tell(step: SyncProgress) -> None:
        sys.stdout.write(json.dumps([step.phase, step.feed, step.done, step.total]) + "\n")
        sys.stdout.flush()

    report = rig.sync(full=bool(full), tell=tell)
    rig.close()
    sys.stdout.write(json.dumps(report.as_json()) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
