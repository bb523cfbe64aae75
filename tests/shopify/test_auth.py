"""Tokens: pasted, or granted to the seller's own app."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.shopify.scripted_store import SHOP, Answer, Asked, data, scripted_store
from ticketforge_desktop.domain.errors import BadInput, NetworkUnavailable, TokenRefused, WrongShop
from ticketforge_desktop.services.ports.store import StoreLogin
from ticketforge_desktop.shopify.auth import ClientApp, ClientCredentials, PastedToken
from ticketforge_desktop.shopify.exchange import open_http
from ticketforge_desktop.shopify.opening import open_store


class Secrets:
    """A secret store in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    def get(self, name: str) -> str | None:
        return self.kept.get(name)

    def put(self, name: str, value: str) -> None:
        self.kept[name] = value

    def delete(self, name: str) -> None:
        self.kept.pop(name, None)


class Granting:
    """A store that grants numbered tokens and accepts only the newest."""

    def __init__(self, expires_in: int | None = 86_399) -> None:
        self.granted = 0
        self.forms: list[bytes] = []
        self.expires_in = expires_in
        self.lock = threading.Lock()

    def __call__(self, asked: Asked) -> Answer:
        if asked.path == "/admin/oauth/access_token":
            with self.lock:
                self.granted += 1
                self.forms.append(asked.body)
                grant = {"access_token": f"shpca_{self.granted}", "scope": "read_orders"}
                return Answer(grant | ({"expires_in": self.expires_in} if self.expires_in else {}))
        if asked.headers["X-Shopify-Access-Token"] != f"shpca_{self.granted}":
            return Answer({"errors": "[API] Invalid API key or access token"}, status=401)
        return data(SHOP)


APP = {"client_id": "id1", "client_secret": "secret1"}


def test_an_app_is_granted_a_token_on_first_use() -> None:
    store = Granting()
    with scripted_store(store) as there:
        connection = open_store(StoreLogin(there.url, **APP))
        connection.shop()
        connection.shop()
        connection.close()
    assert store.granted == 1
    assert store.forms == [b"grant_type=client_credentials&client_id=id1&client_secret=secret1"]


def test_a_token_that_was_revoked_meanwhile_is_renewed_once_and_the_request_goes_through() -> None:
    store = Granting()
    with scripted_store(store) as there:
        connection = open_store(StoreLogin(there.url, **APP))
        connection.shop()
        store.granted += 1  # the store now accepts only a token nobody has
        assert connection.shop().name == "Haus"
        connection.close()
    assert store.granted == 3


def test_a_store_that_refuses_every_token_it_grants_is_told_as_refused() -> None:
    def script(asked: Asked) -> Answer:
        if asked.path == "/admin/oauth/access_token":
            return Answer({"access_token": f"shpca_{len(there.asked)}"})
        return Answer({"errors": "no"}, status=401)

    with scripted_store(script) as there:
        connection = open_store(StoreLogin(there.url, **APP))
        with pytest.raises(TokenRefused):
            connection.shop()
        connection.close()
    assert len(there.asked) == 4, "grant, refused, grant again, refused again, and no more"


def test_many_threads_renew_it_once() -> None:
    store = Granting()
    with scripted_store(store) as there, open_http() as http:
        tokens = ClientCredentials(http, there.url, ClientApp("id1", "secret1"), now=lambda: 0.0)
        old = tokens.token()
        together = threading.Barrier(6)
        seen: list[tuple[bool, str]] = []

        def renew() -> None:
            together.wait()
            renewed = tokens.renew(old)
            seen.append((renewed, tokens.token()))

        threads = [threading.Thread(target=renew) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert store.granted == 2
    assert set(seen) == {(True, "shpca_2")}


def test_a_token_is_renewed_before_it_ends_and_one_without_an_end_is_used_until_refused() -> None:
    now = [0.0]
    for expires_in, granted in ((3_600, 2), (None, 1)):
        store = Granting(expires_in)
        now[0] = 0.0
        with scripted_store(store) as there, open_http() as http:
            tokens = ClientCredentials(http, there.url, ClientApp("id1", "secret1"), now=lambda: now[0])
            tokens.token()
            now[0] = 3_000.0
            assert tokens.token() == "shpca_1"
            now[0] = 3_590.0
            tokens.token()
        assert store.granted == granted


def test_a_granted_token_outlives_the_process_in_the_secret_store() -> None:
    store, secrets = Granting(), Secrets()
    with scripted_store(store) as there:
        for _ in range(3):
            connection = open_store(StoreLogin(there.url, **APP), secrets=secrets)
            connection.shop()
            connection.close()
        assert store.granted == 1
        other = open_store(StoreLogin(there.url, client_id="id2", client_secret="secret2"), secrets=secrets)
        other.shop()
        other.close()
    assert store.granted == 2, "another app does not use its token"


def test_a_damaged_entry_in_the_secret_store_is_no_obstacle() -> None:
    store, secrets = Granting(), Secrets()
    secrets.put("store.granted_token", "{damaged")
    with scripted_store(store) as there:
        connection = open_store(StoreLogin(there.url, **APP), secrets=secrets)
        connection.shop()
        connection.close()
    assert store.granted == 1


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (Answer({"error": "invalid_client"}, status=400), TokenRefused),
        (Answer({"error": "shop_not_permitted"}, status=403), TokenRefused),
        (Answer({"scope": "read_orders"}), TokenRefused),
        (Answer(b"<html>"), TokenRefused),
        (Answer(status=404), WrongShop),
        (Answer(status=503), NetworkUnavailable),
        (Answer(cut=-1), NetworkUnavailable),
    ],
)
def test_a_grant_that_fails_is_told(answer: Answer, error: type[Exception]) -> None:
    with scripted_store(lambda _asked: answer) as there:
        connection = open_store(StoreLogin(there.url, **APP))
        with pytest.raises(error):
            connection.shop()
        connection.close()


def test_what_was_pasted_is_taken_without_blanks_and_quotes() -> None:
    assert PastedToken(' "shpat_abc"\n').token() == "shpat_abc"
    assert PastedToken("shpat_abc").renew("shpat_abc") is False


@pytest.mark.parametrize("pasted", ["", "  ", "shpat a", "shpat_a\nX-Evil: 1", "shpät", "x" * 600])
def test_what_can_be_no_token_is_refused_before_anything_is_sent(pasted: str) -> None:
    with pytest.raises(BadInput):
        open_store(StoreLogin("my-shop", token=pasted))


GRANTING = """
import sys, time
from pathlib import Path
from tests.sync.rig import SecretsFile
from ticketforge_desktop.host.turns import FileTurn
from ticketforge_desktop.shopify.auth import ClientCredentials
from ticketforge_desktop.shopify.exchange import open_http
from ticketforge_desktop.shopify.grants import ClientApp
url, folder = sys.argv[1], Path(sys.argv[2])
with open_http() as http:
    kept, turn = SecretsFile(folder / "secrets.json"), FileTurn(folder / "token.lock")
    tokens = ClientCredentials(http, url, ClientApp("id1", "secret1"), now=time.time, kept=kept, turn=turn)
    old = tokens.token()
    print("ready", flush=True)
    sys.stdin.readline()
    tokens.renew(old)
    print(tokens.token(), flush=True)
"""


def test_processes_renew_it_once(tmp_path: Path) -> None:
    store = Granting()
    with scripted_store(store) as there:
        command = [sys.executable, "-c", GRANTING, there.url, str(tmp_path)]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        others = [subprocess.Popen(command, cwd=Path(__file__).parents[2], **pipes) for _ in range(3)]
        assert [other.stdout.readline() for other in others] == ["ready\n"] * 3
        assert store.granted == 1, "on first use too"
        for other in others:
            other.stdin.write("go\n")
            other.stdin.flush()
        got = {other.communicate(timeout=60)[0].strip() for other in others}
    assert (got, store.granted) == ({"shpca_2"}, 2)
