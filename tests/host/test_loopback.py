"""The listener for the browser that comes back: this computer only, one path, and a page for whoever waits."""

import http.client
import os
import socket
import stat
import threading
import time
from pathlib import Path

import pytest

from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.host.browser import SystemBrowser
from ticketforge_desktop.host.loopback import PATH, LoopbackListener, PageWords, listen


def visit(listener: LoopbackListener, path: str, told: list, **headers: str) -> threading.Thread:
    """A browser on a thread of its own; what it was shown is put into `told`."""

    def go() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", listener.server_address[1], timeout=10)
        try:
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            told.append((answer.status, answer.read().decode(), dict(answer.getheaders())))
        except (OSError, http.client.HTTPException) as error:
            told.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=go)
    thread.start()
    return thread


@pytest.mark.parametrize(("done", "status"), [(True, 200), (False, 400)])
def test_a_browser_gets_the_page_that_fits(done: bool, status: int) -> None:
    told: list = []
    with listen(0, PageWords(done="Fertig <gut>", failed="Nicht gut")) as listener:
        browser = visit(listener, f"{PATH}?code=1&state=2", told)
        came = listener.next(10)
        assert came.query == "code=1&state=2"
        came.answer(done=done)
        browser.join()
    ((shown, page, headers),) = told
    assert shown == status
    assert ("Fertig &lt;gut&gt;" if done else "Nicht gut") in page
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize(
    ("path", "headers"), [("/", {}), ("/favicon.ico", {}), (f"{PATH}?code=1", {"Host": "evil.example"})]
)
def test_nothing_else_is_heard(path: str, headers: dict[str, str]) -> None:
    told: list = []
    with listen(0) as listener:
        visit(listener, path, told, **headers).join()
        assert listener.next(0.05) is None
    assert told[0][0] == 404


def test_another_method_is_refused() -> None:
    with listen(0) as listener:
        connection = http.client.HTTPConnection("127.0.0.1", listener.server_address[1], timeout=10)
        connection.request("POST", PATH, body=b"code=1")
        assert connection.getresponse().status == 501
        connection.close()


def test_a_browser_that_nobody_judged_is_told_so_when_the_listener_goes() -> None:
    told: list = []
    with listen(0) as listener:
        browser = visit(listener, f"{PATH}?code=1", told)
        assert listener.next(10) is not None
    browser.join()
    assert told[0][0] == 400
    assert "Begin the login again" in told[0][1]


def test_a_connection_held_open_does_not_block_the_next() -> None:
    told: list = []
    with listen(0) as listener, socket.create_connection(listener.server_address[:2]):
        browser = visit(listener, f"{PATH}?code=1", told)
        came = listener.next(10)
        came.answer(done=True)
        browser.join()
    assert told[0][0] == 200


def test_a_port_that_is_taken_is_told() -> None:
    with listen(0) as listener:
        port = listener.server_address[1]
        with pytest.raises(BadInput) as taken, listen(port):
            pass
        assert taken.value.facts["field"] == "redirect_port"
    with listen(port):
        pass


@pytest.mark.skipif(os.name != "posix", reason="a browser as a shell script")
def test_the_browser_is_asked_and_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = tmp_path / "seen"
    script = tmp_path / "browser"
    script.write_text(f'#!/bin/sh\nprintf %s "$1" > {seen}.part && mv {seen}.part {seen}\nsleep 1\n')
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("BROWSER", f"{script} %s")
    import webbrowser

    monkeypatch.setattr(webbrowser, "_tryorder", None)
    assert SystemBrowser().open("http://127.0.0.1:1/x?a=1&b=2") is True
    for _ in range(500):
        if seen.exists():
            break
        time.sleep(0.01)
    assert seen.read_text() == "http://127.0.0.1:1/x?a=1&b=2"
    for thread in threading.enumerate():
        if thread.name == "browser":
            thread.join()


def test_without_a_display_there_is_no_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    for name in ("BROWSER", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    assert SystemBrowser().open("http://127.0.0.1:1/") is False
