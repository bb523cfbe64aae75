"""Webhooks: receive what the store posts, register where it posts to, keep the secret it signs with."""

from __future__ import annotations

import json
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ticketforge_desktop.cli.output import AsJson, emit, note, speaks
from ticketforge_desktop.cli.session import open_desk
from ticketforge_desktop.domain.errors import BadInput

if TYPE_CHECKING:
    from ticketforge_desktop.services.ports.webhooks import Receipt

webhooks_app = typer.Typer(help="What the store calls us for.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.add_typer(webhooks_app, name="webhooks")


@webhooks_app.command("serve")
@speaks
def serve(
    context: typer.Context,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="0 = any free port; default: the setting.")] = None,
    bind: Annotated[str | None, typer.Option(help="loopback, lan or an address; default: the setting.")] = None,
    secret_stdin: Annotated[
        bool, typer.Option("--secret-stdin", help="Read and keep the secret that signs webhooks first.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Receive webhooks until SIGTERM: the first line tells the address, then comes a line for each receipt."""
    lock = threading.Lock()

    def line(told: dict[str, Any], words: str) -> None:
        with lock:
            sys.stdout.write((json.dumps(told, ensure_ascii=False) if as_json else words) + "\n")
            sys.stdout.flush()

    def tell(receipt: Receipt) -> None:
        words = (str(receipt.state), receipt.topic, receipt.object_name, receipt.reason)
        # Who read our output may have gone; the store is answered all the same.
        with _gone_reader(ending):
            line(receipt.as_json(), "  ".join(word for word in words if word))

    with open_desk(context) as desk, _until_told_to_end() as ending:
        if secret_stdin:
            desk.receiver.put_secret(_secret())
        lock.acquire()  # the address comes before the first receipt
        try:
            state = desk.receiver.start(port=port, bind=bind, told=tell)
            told = {"address": state.address, "port": int(state.address.rsplit(":", 1)[1].split("/")[0])}
            sys.stdout.write((json.dumps(told) if as_json else state.address) + "\n")
            sys.stdout.flush()
        finally:
            lock.release()
        shown = ""
        while not ending.wait(0.5):
            trouble = desk.receiver.state().error
            if trouble and trouble != shown:
                note(trouble)
            shown = trouble
        desk.receiver.stop()


@webhooks_app.command("register")
@speaks
def register(
    context: typer.Context,
    address: Annotated[str, typer.Option(help="The tunnel's public address, https://….")] = "",
    remove: Annotated[bool, typer.Option("--remove", help="Take this station's subscriptions back.")] = False,
    as_json: AsJson = False,
) -> None:
    """Have the store post its webhooks to an address. Done twice, nothing changes the second time."""
    if not address and not remove:
        raise BadInput(
            "Where to? Give the tunnel's public address.",
            field="address",
            next_step="ticketforge webhooks register --address https://tickets.example.com/webhooks",
        )
    with open_desk(context) as desk:
        done = desk.receiver.unregister(address) if remove else desk.receiver.register(address)
    emit(done.as_json(), as_json)


@webhooks_app.command("secret")
@speaks
def secret(
    context: typer.Context,
    stdin: Annotated[bool, typer.Option("--stdin", help="Read it from standard input.")] = False,
    as_json: AsJson = False,
) -> None:
    """Keep the secret that signs webhooks; the one before it counts for another hour."""
    if not stdin:
        raise typer.BadParameter("Give --stdin, and the secret on standard input.")
    given = _secret()
    with open_desk(context) as desk:
        desk.receiver.put_secret(given)
    emit({"kept": True}, as_json, "Kept.")


@webhooks_app.command("work")
@speaks
def work(context: typer.Context, as_json: AsJson = False) -> None:
    """Act now on what was received and still waits."""
    with open_desk(context) as desk:
        report = desk.receiver.work_off()
    emit({"done": report.done, "failed": report.failed, "waiting": report.waiting}, as_json)


def _secret() -> str:
    given = sys.stdin.readline().strip()
    if not given:
        raise BadInput("Nothing came on standard input.", field="secret", next_step="Pipe the secret in, in one line.")
    return given


@contextmanager
def _until_told_to_end() -> Iterator[threading.Event]:
    """An event that SIGTERM and Ctrl-C set."""
    ending = threading.Event()

    def end(_number: int, _frame: FrameType | None) -> None:
        ending.set()

    before = {number: signal.signal(number, end) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield ending
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _gone_reader(ending: threading.Event) -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        ending.set()
