"""One push in a process of its own, so that it can be killed. Says when it begins to send, then its report.

python push_process.py FOLDER URL TOKEN PATIENCE
"""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.sync.push_rig import KEYS
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER
from ticketforge_desktop.host.clock import SystemClock
from ticketforge_desktop.host.locks import FileLock
from ticketforge_desktop.services.ports.store import StoreLogin
from ticketforge_desktop.shopify.opening import open_store
from ticketforge_desktop.storage.profile import open_profile
from ticketforge_desktop.sync.push import Pusher


def main(folder: str, url: str, token: str, patience: str) -> None:
    store = open_store(StoreLogin(url, token=token))
    profile = open_profile(Path(folder), KEYS)
    lock = FileLock(Path(folder) / "push.lock")
    pusher = Pusher(profile.send_queue, store.acts(), lock=lock, clock=SystemClock())
    sys.stdout.write("begins\n")
    sys.stdout.flush()
    report = pusher.run(DEFAULT_MANAGER, patience_s=float(patience))
    sys.stdout.write(json.dumps(report.as_json()) + "\n")
    profile.close()
    store.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
