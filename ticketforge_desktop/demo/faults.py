"""Trouble to order, by name or from a JSON file.

=================== ==================================================================================================
throttle-storm      every request is THROTTLED for a while (``count`` requests, default 20)
bad-gateway         a mutation commits, then the reply is lost: HTTP 502
dropped-connection  a mutation commits (or a query runs), then the connection closes without a reply
slow                replies come late (``seconds``, default 2)
truncated-bulk      the bulk file ends in the middle of a line and the connection breaks; with ``clean=1`` it ends
                    there as if it were whole
failed-bulk         the bulk job fails half way and leaves partial data (``after`` root objects, default 100)
token-expiry        the token is refused (HTTP 401) once and is gone
other-shop          the shop says it is another one
index-lag           the search index is ``seconds`` behind (default 5)
lost-grant          a token is granted or renewed, then the connection closes without a reply
denied-consent      the seller declines in the browser
server-error        HTTP 503 before anything was done
=================== ==================================================================================================

Each may carry ``probability`` (of 1), ``count`` (how often at most) and ``skip`` (how many chances pass first);
in words ``bad-gateway:probability=0.2:count=3``, in a file ``[{"name": "bad-gateway", "probability": 0.2}]``.
Which chances are taken follows from the seed alone.
"""

from __future__ import annotations

import json
import random
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

NAMES = frozenset(
    {
        "throttle-storm",
        "bad-gateway",
        "dropped-connection",
        "slow",
        "truncated-bulk",
        "failed-bulk",
        "token-expiry",
        "other-shop",
        "index-lag",
        "server-error",
        "lost-grant",
        "denied-consent",
    }
)
ALIASES = {"502": "bad-gateway", "502-after-commit": "bad-gateway", "throttling-storm": "throttle-storm"}
DEFAULT_COUNTS = {"throttle-storm": 20, "token-expiry": 1}


class UnknownFaultError(ValueError):
    """No fault of that name, or a setting that is none."""


@dataclass(slots=True)
class Fault:
    """One kind of trouble and how much of it is left."""

    name: str
    probability: float = 1.0
    count: int | None = None
    skip: int = 0
    settings: dict[str, float] = field(default_factory=dict)

    def setting(self, name: str, default: float) -> float:
        """A number that belongs to this fault."""
        return self.settings.get(name, default)


class Faults:
    """All trouble of one store. Thread-safe."""

    def __init__(self, faults: Iterable[Fault] = (), seed: int = 1) -> None:
        self._faults: dict[str, Fault] = {fault.name: fault for fault in faults}
        self._random = random.Random(seed)  # noqa: S311 - repeatable trouble, not a secret
        self._lock = threading.Lock()
        self.taken: list[str] = []

    def add(self, fault: Fault) -> None:
        """More trouble (tests)."""
        with self._lock:
            self._faults[fault.name] = fault

    def clear(self) -> None:
        """No more trouble."""
        with self._lock:
            self._faults.clear()

    def standing(self, name: str) -> Fault | None:
        """A fault that is a state (other-shop, index-lag), if it is ordered."""
        return self._faults.get(name)

    def strikes(self, name: str) -> Fault | None:
        """Whether the trouble happens at this chance; counts it."""
        with self._lock:
            fault = self._faults.get(name)
            if fault is None or fault.count == 0:
                return None
            if fault.skip > 0:
                fault.skip -= 1
                return None
            if fault.probability < 1.0 and self._random.random() >= fault.probability:
                return None
            if fault.count is not None:
                fault.count -= 1
            self.taken.append(name)
            return fault


def parse_faults(text: str | None, seed: int = 1) -> Faults:
    """``--faults``: names with settings, comma separated, or the path of a JSON file. UnknownFaultError otherwise."""
    if not text:
        return Faults((), seed)
    path = Path(text)
    if path.suffix == ".json" or path.is_file():
        try:
            entries = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise UnknownFaultError(f"cannot read faults from {path}: {error}") from None
        if isinstance(entries, dict):
            entries = entries.get("faults", [entries])
        return Faults([_from_entry(entry) for entry in entries], seed)
    return Faults([_from_words(part.strip()) for part in text.split(",") if part.strip()], seed)


def _from_words(text: str) -> Fault:
    name, *rest = text.split(":")
    entry: dict[str, object] = {"name": name}
    for part in rest:
        key, equals, value = part.partition("=")
        try:
            entry[key] = float(value) if equals else 1.0
        except ValueError:
            raise UnknownFaultError(f"{part!r} of fault {name!r} is no number") from None
    return _from_entry(entry)


def _from_entry(entry: object) -> Fault:
    if isinstance(entry, str):
        return _from_words(entry)
    if not isinstance(entry, dict) or not isinstance(entry.get("name"), str):
        raise UnknownFaultError(f"a fault needs a name: {entry!r}")
    asked: str = entry["name"]
    name = ALIASES.get(asked, asked).replace("_", "-")
    if name not in NAMES:
        raise UnknownFaultError(f"unknown fault {entry['name']!r}; known are {', '.join(sorted(NAMES))}")
    try:
        numbers = {key: float(value) for key, value in entry.items() if key != "name"}
    except (TypeError, ValueError):
        raise UnknownFaultError(f"settings of fault {name!r} must be numbers") from None
    probability = numbers.pop("probability", 1.0)
    count = numbers.pop("count", DEFAULT_COUNTS.get(name))
    skip = int(numbers.pop("skip", 0))
    if not 0 <= probability <= 1:
        raise UnknownFaultError(f"probability of fault {name!r} must be between 0 and 1")
    return Fault(name, probability, None if count is None else int(count), skip, numbers)
