"""An hour at a time: refresh tokens that replace themselves, never used before they are durable, never lost."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qsl

import httpx
import pytest

from tests.shopify.scripted_store import SHOP, Answer, Asked, data, scripted_store
from tests.shopify.test_auth import Secrets
from ticketforge_desktop.demo.faults import Fault
from ticketforge_desktop.demo.server import DemoStore
from ticketforge_desktop.domain.errors import DiskFull, NetworkUnavailable, TokenRefused
from ticketforge_desktop.host.turns import FileTurn
from ticketforge_desktop.services.ports.store import SESSION, StoreLogin
from ticketforge_desktop.shopify.auth_session import Session, SessionTokens, read_session
from ticketforge_desktop.shopify.exchange import open_http
from ticketforge_desktop.shopify.grants import ClientApp, Grant
from ticketforge_desktop.shopify.opening import open_store


@pytest.fixture
def demo() -> Iterator[DemoStore]:
    with DemoStore.start(orders=5, events=1, plan="plus") as store:
        yield store


def app(demo: DemoStore) -> ClientApp:
    return ClientApp(demo.client_id, demo.client_secret)


def logged_in(demo: DemoStore) -> Secrets:
    """Secrets with a fresh session of this store."""
    form = {"code": demo.authority.new_code(), "expiring": "1"}
    answer = httpx.post(
        f"{demo.url}/admin/oauth/access_token",
        data={**form, "client_id": demo.client_id, "client_secret": demo.client_secret},
    ).json()
    kept = Secrets()
    kept.put(
        SESSION, Session.granted(Grant(**{k: v for k, v in answer.items() if k != "scope"}), demo.clock.now()).text
    )
    return kept


@contextmanager
def source(demo: DemoStore, kept: Secrets, turn: FileTurn | None = None) -> Iterator[SessionTokens]:
    with open_http() as http:
        yield SessionTokens(http, demo.url, app(demo), now=demo.clock.now, kept=kept, turn=turn)


def works(demo: DemoStore, token: str) -> bool:
    return demo.authority.check(token) is not None


def test_it_is_renewed_before_it_ends_and_the_new_pair_is_kept(demo: DemoStore) -> None:
    kept = logged_in(demo)
    with source(demo, kept) as tokens:
        first = tokens.token()
        demo.advance(3_000)
        assert tokens.token() == first
        demo.advance(500)  # two minutes are left at most
        second = tokens.token()
        assert second != first
        assert works(demo, second)
    assert read_session(kept.get(SESSION)).access == second
    for _ in range(5):  # five hours, each with a process of its own
        demo.advance(3_700)
        with source(demo, kept) as tokens:
            assert works(demo, tokens.token())


def test_after_a_refusal_it_is_renewed_once_and_the_request_goes_through(demo: DemoStore) -> None:
    kept = logged_in(demo)
    demo.faults.add(Fault("token-expiry", count=1))
    login = StoreLogin(demo.url, "", demo.client_id, demo.client_secret, kept.get(SESSION) or "")
    connection = open_store(login, secrets=kept)
    assert connection.shop().domain == demo.shop
    connection.close()


def test_the_new_pair_is_durable_before_it_is_used(demo: DemoStore) -> None:
    """The disk is full when the new pair comes: nobody uses it, and it is kept as soon as there is room."""
    kept = logged_in(demo)
    full = [True]

    class Disk(Secrets):
        def put(self, name: str, value: str) -> None:
            if full[0]:
                raise DiskFull("No room.")
            super().put(name, value)

    disk = Disk()
    disk.kept = kept.kept
    with source(demo, disk) as tokens:
        old, before = tokens.token(), demo.authority._count
        demo.advance(3_600)
        with pytest.raises(DiskFull):
            tokens.token()
        assert read_session(disk.get(SESSION)).access == old
        full[0] = False
        renewed = tokens.token()
        assert works(demo, renewed)
        assert read_session(disk.get(SESSION)).access == renewed
    assert demo.authority._count == before + 2, "the pair that was granted was kept, not asked for again"


def test_a_lost_reply_is_made_up_with_the_same_refresh_token(demo: DemoStore) -> None:
    kept = logged_in(demo)
    before = read_session(kept.get(SESSION))
    demo.faults.add(Fault("lost-grant", count=2))
    demo.advance(3_600)
    with source(demo, kept) as tokens:
        for _ in range(2):
            with pytest.raises(NetworkUnavailable):
                tokens.token()
            assert read_session(kept.get(SESSION)) == before, "nothing is changed by a reply that did not come"
        assert works(demo, tokens.token())


def test_a_renewal_that_does_not_come_through_is_no_obstacle_while_the_token_lives(demo: DemoStore) -> None:
    kept = logged_in(demo)
    demo.faults.add(Fault("lost-grant", count=1))
    demo.advance(3_550)
    with source(demo, kept) as tokens:
        old = tokens.token()
        assert works(demo, old), "fifty seconds are left of it"
        renewed = tokens.token()
        assert renewed != old
        assert read_session(kept.get(SESSION)).access == renewed


def test_a_login_the_store_has_forgotten_is_told_with_what_to_do(demo: DemoStore) -> None:
    kept = logged_in(demo)
    demo.authority.forget_all()
    login = StoreLogin(demo.url, "", demo.client_id, demo.client_secret, kept.get(SESSION) or "")
    connection = open_store(login, secrets=kept)
    with pytest.raises(TokenRefused) as refused:
        connection.shop()
    connection.close()
    assert "Log in again" in refused.value.next_step


def test_a_login_that_is_gone_from_the_keyring_is_told_too(demo: DemoStore) -> None:
    with source(demo, Secrets()) as tokens, pytest.raises(TokenRefused):
        tokens.token()


@pytest.mark.parametrize("refresh", [{}, {"refresh_token": "shprt_2"}])
def test_a_reply_without_an_end_or_a_refresh_token_does_not_brick(refresh: dict[str, str]) -> None:
    def script(asked: Asked) -> Answer:
        if asked.path == "/admin/oauth/access_token":
            forms.append(dict(parse_qsl(asked.body.decode())))
            return Answer({"access_token": f"shpca_{len(forms)}", **refresh})
        good = asked.headers["X-Shopify-Access-Token"] == f"shpca_{len(forms)}" and not worn
        return data(SHOP) if good else Answer({"errors": "no"}, status=401)

    forms: list[dict[str, str]] = []
    worn: list[int] = [1]
    kept = Secrets()
    kept.put(SESSION, Session("shpca_0", ends_at=1.0, refresh="shprt_1").text)
    with scripted_store(script) as there:
        login = StoreLogin(there.url, "", "id1", "secret1", kept.get(SESSION) or "")
        worn.clear()
        for _ in range(3):
            connection = open_store(login, secrets=kept)
            assert connection.shop().name == "Haus"
            connection.close()
        assert len(forms) == 1, "without an end it is used until it is refused"
        worn.append(1)
        connection = open_store(login, secrets=kept)
        with pytest.raises(TokenRefused):
            connection.shop()
        connection.close()
    assert [form["refresh_token"] for form in forms] == ["shprt_1", refresh.get("refresh_token", "shprt_1")]


def test_threads_refresh_once(demo: DemoStore) -> None:
    kept = logged_in(demo)
    with source(demo, kept) as tokens:
        old = tokens.token()
        before = demo.authority._count
        seen: list[str] = []

        def renew() -> None:
            together.wait()
            tokens.renew(old)
            seen.append(tokens.token())

        together = threading.Barrier(6)
        threads = [threading.Thread(target=renew) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(set(seen)) == 1
    assert demo.authority._count == before + 2, "one access token and one refresh token more"


RENEWING = """
import sys, time
from pathlib import Path
from tests.sync.rig import SecretsFile
from ticketforge_desktop.host.turns import FileTurn
from ticketforge_desktop.shopify.auth_session import SessionTokens
from ticketforge_desktop.shopify.exchange import open_http
from ticketforge_desktop.shopify.grants import ClientApp
url, client_id, secret, folder, old = sys.argv[1:]
folder = Path(folder)
with open_http() as http:
    kept, turn = SecretsFile(folder / "secrets.json"), FileTurn(folder / "token.lock")
    tokens = SessionTokens(http, url, ClientApp(client_id, secret), now=time.time, kept=kept, turn=turn)
    assert tokens.token() == old
    print("ready", flush=True)
    sys.stdin.readline()
    tokens.renew(old)
    print(tokens.token(), flush=True)
"""


def test_processes_refresh_once(demo: DemoStore, tmp_path: Path) -> None:
    """Four processes hear at the same moment that their token is worn: one renews it, all use the new one."""
    from tests.sync.rig import SecretsFile

    kept = SecretsFile(tmp_path / "secrets.json")
    kept.put(SESSION, logged_in(demo).get(SESSION) or "")
    old = read_session(kept.get(SESSION)).access
    before = demo.authority._count
    command = [sys.executable, "-c", RENEWING, demo.url, demo.client_id, demo.client_secret, str(tmp_path), old]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    others = [subprocess.Popen(command, cwd=Path(__file__).parents[2], **pipes) for _ in range(4)]
    for other in others:
        assert other.stdout.readline() == "ready\n"
    for other in others:
        other.stdin.write("go\n")
        other.stdin.flush()
    got = {other.communicate(timeout=60)[0].strip() for other in others}
    assert len(got) == 1
    assert old not in got
    assert demo.authority._count == before + 2
