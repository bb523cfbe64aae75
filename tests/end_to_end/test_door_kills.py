"""The door's process is killed in the middle of a queue, again and again: whoever was let in is let in once."""

from __future__ import annotations

import json
import os
import random
import signal
import threading
import time
from collections import Counter
from contextlib import suppress
from typing import Any

import pytest

from tests.end_to_end.conftest import BoxOffice, Served
from tests.end_to_end.test_door_story import going_on

Json = dict[str, Any]


def killed_door(office: BoxOffice, event: str, codes: list[str], after_s: float) -> list[Json]:
    """Scan until the process is killed; what it had told by then."""
    door = office.start("check", "--stdin", "--event", event)
    assert door.stdin is not None
    assert door.stdout is not None
    told: list[str] = []

    def listen() -> None:
        assert door.stdout is not None
        told.extend(door.stdout)

    def feed() -> None:
        with suppress(BrokenPipeError, ValueError):  # it was killed
            for code in codes:
                door.stdin.write(f"{code}\n")
                door.stdin.flush()

    threads = [threading.Thread(target=listen), threading.Thread(target=feed)]
    for thread in threads:
        thread.start()
    while not told and door.poll() is None:  # the program takes a second to start: the kill must hit the queue
        time.sleep(0.01)
    time.sleep(after_s)
    os.kill(door.pid, signal.SIGKILL)
    door.wait()
    for thread in threads:
        thread.join()
    for pipe in (door.stdin, door.stdout, door.stderr):
        with suppress(BrokenPipeError):
            pipe.close()
    # The last line may have been cut by the kill: then nobody was told.
    return [json.loads(line) for line in told if line.endswith("\n")]


def evening_of_kills(office: BoxOffice, event: str, codes: list[str], kills: int, seed: int) -> Counter[str]:
    chance, admitted = random.Random(seed), Counter[str]()
    for _ in range(kills):
        queue = chance.sample(codes, len(codes))
        for answer in killed_door(office, event, queue, chance.choice([0.0, 0.02, 0.1, 0.4])):
            admitted[answer["ticket_id"]] += answer["verdict"] == "admitted"
    last = office.run("check", "--stdin", "--event", event, feed="".join(f"{code}\n" for code in codes))
    for answer in last:
        before = admitted[answer["ticket_id"]]
        if before:
            assert answer["verdict"] == "already_used", "an admission that was told is forgotten"
        admitted[answer["ticket_id"]] += answer["verdict"] == "admitted"
    return admitted


def codes_of(office: BoxOffice, place: int, count: int) -> tuple[str, list[str]]:
    event, tickets = going_on(office)[place]
    return event, [ticket["code"] for ticket in tickets[:count]]


def test_killed_in_the_queue_no_admission_is_forgotten_and_none_given_twice(store: Served, office: BoxOffice) -> None:
    event, codes = codes_of(office, 0, 60)
    admitted = evening_of_kills(office, event, codes, kills=4, seed=3)
    assert len(admitted) == len(codes)
    assert max(admitted.values()) == 1, "told to come in twice"


@pytest.mark.long
@pytest.mark.parametrize("seed", range(3))
def test_a_whole_night_of_kills(store: Served, office: BoxOffice, seed: int) -> None:
    event, codes = codes_of(office, seed + 1, 100)
    admitted = evening_of_kills(office, event, codes, kills=15, seed=seed)
    assert max(admitted.values()) == 1
