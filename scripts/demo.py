"""The tour: a store, its mirror, a printed ticket, the door.

With a display it opens the window on the embedded store. Without one, or with HEADLESS=1, it walks the same way by
the program's own commands, tells each step with its figures, leaves what came out in demo-out/, and ends with 0 only
if every step held.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
OUT = ROOT / "demo-out"
LABEL, DPI = "ticket-2x5.5in", 203
COMMAND = [sys.executable, "-m", "ticketforge_desktop.cli"]
sys.path.insert(0, str(ROOT))


class StepFailed(Exception):
    """A step of the tour did not hold."""


def tell(text: str) -> None:
    print(text, flush=True)


def hold(condition: bool, what: str) -> None:
    """The step goes on only if this is so."""
    if not condition:
        raise StepFailed(what)


class Tour:
    """One walk with a profile of its own under demo-out/."""

    def __init__(self) -> None:
        self.environment = {
            **os.environ,
            "TICKETFORGE_HOME": str(OUT / "profile"),
            "TICKETFORGE_PASSPHRASE": "only for this tour",
            "QT_QPA_PLATFORM": "offscreen",
        }

    def run(self, *arguments: str, feed: str | None = None) -> list[dict[str, Any]]:
        """A command of the program; what it printed, a JSON object a line."""
        done = subprocess.run(
            [*COMMAND, *arguments, "--json"],
            env=self.environment, input=feed, capture_output=True, text=True, timeout=600, check=False,
        )  # fmt: skip
        if done.returncode != 0:
            command = " ".join(arguments)
            raise StepFailed(f"`ticketforge {command}` ended with {done.returncode}: {done.stdout}{done.stderr}")
        return [json.loads(line) for line in done.stdout.splitlines() if line.strip()]

    @contextmanager
    def store(self) -> Iterator[dict[str, str]]:
        """The embedded store as a process of its own."""
        serving = subprocess.Popen(
            [*COMMAND, "demo-store", "serve", "--events", "60", "--orders", "2000", "--seed", "7"],
            stdout=subprocess.PIPE, text=True, env=self.environment,
        )  # fmt: skip
        try:
            assert serving.stdout is not None
            yield json.loads(serving.stdout.readline())
        finally:
            serving.terminate()
            serving.wait(20)


def walk() -> None:
    """All steps, in order."""
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir()
    tour = Tour()
    with tour.store() as access:
        tell(f"1  The embedded store answers as {access['shop']}.")
        mirror(tour, access)
        tickets = print_them(tour)
        door(tour, tickets)
        refund(tour, access, tickets[0])
        sell(tour, tickets[0]["event_id"])
    photograph(tour)
    shutil.rmtree(OUT / "profile")
    tell("Every step held. Look into demo-out/.")


def mirror(tour: Tour, access: dict[str, str]) -> None:
    facts = tour.run("connect", "--url", access["url"], "--token-stdin", feed=access["token"])[0]
    hold(facts["missing_scopes"] == [], f"missing scopes: {facts['missing_scopes']}")
    done = tour.run("sync")[0]
    counted = store_counts(access)
    hold(done["orders"] == counted["orders"], f"{done['orders']} orders mirrored, the store has {counted['orders']}")
    tell(
        f"2  Connected and mirrored in {done['seconds']:.1f} s: {done['events']} events, "
        f"{done['categories']} categories, {done['orders']} orders (the store counts {counted['orders']}), "
        f"{done['tickets']} tickets, {done['requests']} requests of cost {done['cost']}."
    )


def store_counts(access: dict[str, str]) -> dict[str, int]:
    """What the store itself counts, asked without our client."""
    reply = graphql(access, "{ ordersCount(limit: null) { count } productsCount(limit: null) { count } }")
    return {"orders": reply["ordersCount"]["count"], "products": reply["productsCount"]["count"]}


def graphql(access: dict[str, str], query: str, variables: dict[str, Any] | None = None) -> dict[str, Any]:
    import httpx

    reply = httpx.post(
        f"{access['url']}/admin/api/2026-10/graphql.json",
        json={"query": query, "variables": variables or {}},
        headers={"X-Shopify-Access-Token": access["token"]},
        timeout=30,
    ).json()
    hold("errors" not in reply, f"the store refused: {reply.get('errors')}")
    data: dict[str, Any] = reply["data"]
    return data


def print_them(tour: Tour) -> list[dict[str, Any]]:
    """Four valid tickets of one event, on paper in both languages, read back by an independent decoder."""
    from tests.oracles import pdf_judge, zpl_judge

    listed = [ticket for ticket in tour.run("tickets", "list", "--limit", "3000") if ticket["state"] == "valid"]
    hold(len(listed) >= 4, f"only {len(listed)} valid tickets")
    event = next(
        event for event in {ticket["event_id"]: None for ticket in listed}
        if sum(ticket["event_id"] == event for ticket in listed) >= 4 and open_event(tour, event)
    )  # fmt: skip
    tickets = [ticket for ticket in listed if ticket["event_id"] == event][:4]
    chosen = [argument for ticket in tickets for argument in ("--ticket", ticket["ticket_id"])]
    pdf, zpl = OUT / "tickets.pdf", OUT / "tickets.zpl"
    for language, layout, file in (("pdf", "sheet-a4-4", pdf), ("zpl", LABEL, zpl)):
        tour.run("render", *chosen, "--language", language, "--layout", layout, "-o", str(file))
    read = {text for page in pdf_judge.pages(pdf.read_bytes()) for text in scan(page)}
    hold({ticket["code"] for ticket in tickets} <= read, "a code on the PDF does not scan")
    pictures = zpl_judge.pages(zpl.read_bytes(), DPI)
    for number, picture in enumerate(pictures, 1):
        picture.save(OUT / f"ticket-{number}.zpl.png")
    read = {text for picture in pictures for text in scan(picture)}
    hold({ticket["code"] for ticket in tickets} <= read, "a code on the ZPL labels does not scan")
    hold({ticket["ean"] for ticket in tickets} <= read, "an EAN-13 on the ZPL labels does not scan")
    tell(
        f"3  Printed 4 tickets: {pdf.name} {pdf.stat().st_size:,} bytes, {zpl.name} {zpl.stat().st_size:,} bytes; "
        f"all codes and EANs read back."
    )
    return tickets


def sell(tour: Tour, event_id: str) -> None:
    """A shift, a lease, a sale that the store hears of afterwards, and its tickets at the door before that."""
    tour.run("shift", "open", "--float", "100.00")
    lease = next((one for one in tour.run("allotment", "lease", "--event", event_id) if one["left"] >= 2), None)
    hold(lease is not None, "nothing could be leased")
    assert lease is not None
    sale = tour.run("sell", "--event", event_id, "--category", lease["category_id"], "--quantity", "2")[0]
    hold(sale["pending"] and len(sale["tickets"]) == 2, f"the sale came back as {sale}")
    codes = "".join(f"{ticket['code']}\n" for ticket in sale["tickets"])
    scans = tour.run("check", "--stdin", "--event", event_id, feed=codes)
    hold([one["verdict"] for one in scans] == ["admitted"] * 2, f"the door said {[one['verdict'] for one in scans]}")
    tour.run("outbox", "push")
    tour.run("sync")
    derived = {ticket["ticket_id"] for ticket in tour.run("tickets", "list", "--event", event_id)}
    hold({ticket["ticket_id"] for ticket in sale["tickets"]} <= derived, "the order came back with other tickets")
    tell(
        f"6  The till: 2 tickets for {sale['total']} {sale['currency']}, let in before the store knew of them; "
        "its order has the same ones."
    )


def scan(picture: Any) -> set[str]:
    """All symbols on a picture, read by zxing-cpp."""
    import zxingcpp

    return {symbol.text for symbol in zxingcpp.read_barcodes(picture)}


def open_event(tour: Tour, event_id: str) -> bool:
    return tour.run("events", "show", event_id)[0]["status"] in {"PUBLISHED", "SOLD_OUT"}


def door(tour: Tour, tickets: list[dict[str, Any]]) -> None:
    event = tickets[0]["event_id"]
    scans = "".join(f"{ticket['code']}\n" for ticket in tickets)
    first = tour.run("check", "--stdin", "--event", event, "--gate", "Gate A", feed=scans)
    hold([scan["verdict"] for scan in first] == ["admitted"] * 4, f"the door said {[s['verdict'] for s in first]}")
    again = tour.run("check", "--stdin", "--event", event, "--gate", "Gate B", feed=scans)
    hold([scan["verdict"] for scan in again] == ["already_used"] * 4, f"the door said {[s['verdict'] for s in again]}")
    code = tickets[0]["code"]
    bent = code[:100] + str((int(code[100]) + 1) % 10) + code[101:]
    refused = tour.run("check", bent, "--event", event)[0]
    hold(refused["verdict"] in {"forged", "unreadable"}, f"a bent code was {refused['verdict']}")
    typical = sorted(scan["ms"] for scan in first)[len(first) // 2]
    tell(
        f"4  The door: 4 admitted ({typical:.1f} ms each), 4 already used (first at {again[0]['first_used']['gate']}), "
        f"a code with one digit changed: {refused['verdict']}."
    )


def refund(tour: Tour, access: dict[str, str], ticket: dict[str, Any]) -> None:
    """A refund in the store, without restock, reaches the door at the next sync."""
    order = graphql(
        access,
        "query($q: String) { orders(first: 1, query: $q)"
        " { nodes { id lineItems(first: 50) { nodes { id currentQuantity } } } } }",
        {"q": f"name:{ticket['order']}"},
    )["orders"]["nodes"][0]
    lines = [
        {"lineItemId": line["id"], "quantity": line["currentQuantity"], "restockType": "NO_RESTOCK"}
        for line in order["lineItems"]["nodes"] if line["currentQuantity"]
    ]  # fmt: skip
    answer = graphql(
        access,
        "mutation($input: RefundInput!, $key: String!) { refundCreate(input: $input) @idempotent(key: $key)"
        " { refund { id } userErrors { message } } }",
        {"input": {"orderId": order["id"], "refundLineItems": lines}, "key": str(uuid.uuid4())},
    )["refundCreate"]
    hold(not answer["userErrors"], f"the store refused the refund: {answer['userErrors']}")
    deadline = time.monotonic() + 30
    verdict = ""
    while time.monotonic() < deadline and verdict != "refunded":
        tour.run("sync")
        verdict = tour.run("check", ticket["code"], "--event", ticket["event_id"])[0]["verdict"]
    hold(verdict == "refunded", f"after a refund the door says {verdict!r}")
    tell(f"5  Order {ticket['order']} was refunded in the store, without restock: the door now says {verdict}.")


def photograph(tour: Tour) -> None:
    """Every screen in two dresses, side by side; `make screenshots` makes all four."""

    def take(dress: tuple[str, str]) -> int:
        theme, language = dress
        folder = OUT / "screenshots"
        return len(tour.run("screenshots", str(folder), "--theme", theme, "--language", language))

    with ThreadPoolExecutor(2) as pool:
        pictures = sum(pool.map(take, (("light", "en"), ("dark", "de"))))
    hold(pictures > 0, "no screenshot was made")
    tell(f"7  {pictures} screenshots in demo-out/screenshots/, light in English and dark in German.")


def main() -> int:
    headless = os.environ.get("HEADLESS") == "1" or not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    if not headless and sys.platform == "linux":
        os.execv(sys.executable, [sys.executable, "-m", "ticketforge_desktop", "--demo"])
    try:
        walk()
    except StepFailed as failure:
        tell(f"The tour stopped: {failure}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
