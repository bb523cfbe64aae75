"""The main job: store → mirror → printed ticket → door, by the program's own commands."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import zxingcpp

from tests.end_to_end.conftest import BoxOffice, Served
from tests.oracles import pdf_judge, zpl_judge

LABEL = "ticket-2x5.5in"


def busiest_event(office: BoxOffice) -> tuple[str, list[dict[str, Any]]]:
    """The published event with the most valid tickets, and these."""
    valid = [ticket for ticket in office.run("tickets", "list") if ticket["state"] == "valid"]
    published = {event["event_id"] for event in office.run("events", "list") if event["status"] == "PUBLISHED"}
    event = Counter(t["event_id"] for t in valid if t["event_id"] in published).most_common(1)[0][0]
    return event, [ticket for ticket in valid if ticket["event_id"] == event]


def scanned(pictures: list[Any]) -> list[set[str]]:
    return [{symbol.text for symbol in zxingcpp.read_barcodes(picture)} for picture in pictures]


def chosen(tickets: list[dict[str, Any]]) -> list[str]:
    return [argument for ticket in tickets for argument in ("--ticket", ticket["ticket_id"])]


def test_the_mirror_counts_what_the_store_counts(office: BoxOffice, store: Served) -> None:
    report = office.one("sync")
    assert report["mode"] == "incremental"
    assert report["orders"] == store.counts()["orders"]
    events = office.run("events", "list")
    assert report["events"] == len(events)
    assert report["categories"] == sum(len(office.one("events", "show", e["event_id"])["categories"]) for e in events)
    assert report["tickets"] == len(office.run("tickets", "list"))
    status = office.one("status")
    assert (status["shop"], status["orders"], status["outbox"]) == (
        store.shop,
        report["orders"],
        {"pending": 0, "attention": 0},
    )
    assert 0 <= status["mirror_age_s"] < 120


def test_tickets_printed_as_zpl_open_the_door_once(office: BoxOffice, tmp_path: Path) -> None:
    event, tickets = busiest_event(office)
    tickets = tickets[:50]
    label = tmp_path / "tickets.zpl"
    written = office.one("render", *chosen(tickets), "--language", "zpl", "--layout", LABEL, "-o", str(label))
    assert written == {"file": str(label), "bytes": label.stat().st_size}
    read = scanned(zpl_judge.pages(label.read_bytes(), 203))
    assert read == [{ticket["code"], ticket["ean"]} for ticket in tickets]

    scans = "".join(f"{next(text for text in texts if len(text) > 13)}\n" for texts in read)
    first = office.run("check", "--stdin", "--event", event, "--gate", "Gate A", feed=scans)
    assert [scan["verdict"] for scan in first] == ["admitted"] * len(tickets)
    assert [scan["ticket_id"] for scan in first] == [ticket["ticket_id"] for ticket in tickets]
    again = office.run("check", "--stdin", "--event", event, "--gate", "Gate B", feed=scans)
    assert [scan["verdict"] for scan in again] == ["already_used"] * len(tickets)
    assert {scan["first_used"]["gate"] for scan in again} == {"Gate A"}
    assert [scan["first_used"]["at"] for scan in again] == [scan["at"] for scan in first]


def test_an_admission_can_be_taken_back(office: BoxOffice) -> None:
    event, tickets = busiest_event(office)
    ticket = tickets[-1]
    assert office.one("check", ticket["code"], "--event", event)["verdict"] == "admitted"
    undone = office.one("check", "--undo", ticket["ticket_id"], "--reason", "scanned by mistake")
    assert undone["ticket_id"] == ticket["ticket_id"]
    assert office.one("check", ticket["code"], "--event", event)["verdict"] == "admitted"
    assert office.refused("check", "--undo", ticket["ticket_id"], "--reason", "  ")["code"] == "bad_input"


def test_a_code_with_one_digit_changed_is_never_let_in(office: BoxOffice) -> None:
    event, tickets = busiest_event(office)
    code = tickets[-2]["code"]
    bent = "".join(
        f"{code[:place]}{(int(code[place]) + 1 + place % 9) % 10}{code[place + 1 :]}\n" for place in range(len(code))
    )
    answers = office.run("check", "--stdin", "--event", event, feed=bent)
    assert len(answers) == len(code)
    assert {answer["verdict"] for answer in answers} <= {"forged", "unreadable"}


def test_tickets_printed_as_pdf_all_scan(office: BoxOffice, tmp_path: Path) -> None:
    _, tickets = busiest_event(office)
    paper = tmp_path / "tickets.pdf"
    office.one("render", *chosen(tickets[:12]), "--language", "pdf", "--layout", "sheet-a4-4", "-o", str(paper))
    read = scanned(pdf_judge.pages(paper.read_bytes(), 203))
    assert len(read) == 3
    assert set().union(*read) == {text for ticket in tickets[:12] for text in (ticket["code"], ticket["ean"])}


def test_a_steward_without_the_window_reads_the_verdict_in_a_line(office: BoxOffice) -> None:
    event, tickets = busiest_event(office)
    ticket = tickets[-5]  # others come with the last one
    whose = f"{ticket['category']} · {ticket['order']} {ticket['holder']}".rstrip()
    assert office.said("check", ticket["code"], "--event", event, "--gate", "A") == f"admitted · {whose}"
    again = office.said("check", ticket["code"], "--event", event, "--gate", "A")
    assert again.startswith("already_used: ")
    assert again.endswith(f" · {whose}")


def test_garbage_at_the_door_gets_an_answer_a_line(office: BoxOffice) -> None:
    event, _ = busiest_event(office)
    garbage = b"\xff\xfe\x00\x01" * 2500 + b"\n" + b"hello\n\n" + b"9" * 223 + b"\n" + "Ünbekannt\n".encode()
    answers = office.run("check", "--stdin", "--event", event, feed=garbage)
    assert len(answers) == 4
    assert [answer["verdict"] for answer in answers] == ["unreadable"] * 4
    assert office.refused("check", "123", "--event", "no-such-event")["code"] == "not_found"
    assert office.refused("check", "123")["code"] == "bad_input"


def test_a_refund_without_restock_reaches_the_door(office: BoxOffice, store: Served) -> None:
    event, tickets = busiest_event(office)
    ticket = tickets[-3]
    assert office.one("check", ticket["code"], "--event", event)["verdict"] == "admitted"
    order = store.graphql(
        "query($q: String) { orders(first: 1, query: $q)"
        " { nodes { id lineItems(first: 50) { nodes { id currentQuantity } } } } }",
        q=f"name:{ticket['order']}",
    )["orders"]["nodes"][0]
    lines = [
        {"lineItemId": line["id"], "quantity": line["currentQuantity"], "restockType": "NO_RESTOCK"}
        for line in order["lineItems"]["nodes"]
        if line["currentQuantity"]
    ]
    answer = store.graphql(
        "mutation($input: RefundInput!, $key: String!) { refundCreate(input: $input) @idempotent(key: $key)"
        " { userErrors { message } } }",
        input={"orderId": order["id"], "refundLineItems": lines},
        key="9f6f3d0e-8c50-4a5e-93a4-3d7de3fb9a01",
    )
    assert answer["refundCreate"]["userErrors"] == []
    verdict, patience = "", time.monotonic() + 60
    while verdict != "refunded" and time.monotonic() < patience:
        office.one("sync")
        verdict = office.one("check", ticket["code"], "--event", event)["verdict"]
    assert verdict == "refunded"


@pytest.mark.parametrize("text", ["", "   ", "#", "@", '"', "a* OR b", "Müller", "%", "0" * 500])
def test_any_search_text_gets_an_answer(office: BoxOffice, text: str) -> None:
    for hit in office.run("search", text, "--limit", "5"):
        assert hit["kind"] in {"event", "order", "person", "ticket"}


def test_orders_are_found_by_name_and_tickets_by_their_order(office: BoxOffice) -> None:
    _, tickets = busiest_event(office)
    name = tickets[0]["order"]
    assert name in {hit["key"] for hit in office.run("search", name)}
    assert {ticket["order"] for ticket in office.run("tickets", "list", "--order", name)} == {name}
    assert office.refused("tickets", "list", "--order", "#0")["code"] == "not_found"
