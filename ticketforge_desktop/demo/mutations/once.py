"""``@idempotent``: one key, one effect, for 24 hours.

The first call under a key runs; a later one with the same arguments gets the first one's payload (whose things are read
anew, so it tells their present state); other arguments are refused. Where the schema has a code for it, the refusal is
a user error; ``refundCreate`` and ``inventoryActivate``, whose user errors have no code, get the words alone.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from ticketforge_desktop.demo.calls import Handler, Mutation, MutationCall, Payload, Refused
from ticketforge_desktop.demo.mutations.answers import user_error

MISSING = "The @idempotent directive is required for this mutation but was not provided."
MISMATCH = "The same idempotency key cannot be used with different operation parameters."
FAILED = "The previous attempt with this idempotency key failed. Use a new key."
BUSY = "This request is currently in progress, please try again."
KEPT = 24 * 3600
LONGEST_KEY = 255


@dataclass(slots=True)
class Attempt:
    """A key in use: what it was used for, and the answer once there is one."""

    at: float
    fingerprint: str | None
    payload: Payload | None = None
    failed: bool = False


class Keys:
    """All idempotency keys of one store."""

    def __init__(self) -> None:
        self._used: dict[tuple[str, str], Attempt] = {}

    def guard(self, mutation: Mutation, empty: tuple[str, ...]) -> Mutation:
        """``mutation``, done once a key. ``empty`` names the payload's fields that are null in a refusal."""
        return replace(mutation, handler=self._once(mutation.handler, empty))

    def _once(self, handler: Handler, empty: tuple[str, ...]) -> Handler:
        def run(call: MutationCall) -> Payload:
            if not call.idempotency_key:
                raise Refused(MISSING, "BAD_REQUEST")
            if len(call.idempotency_key) > LONGEST_KEY:
                raise Refused(f"The idempotency key is longer than {LONGEST_KEY} characters.", "BAD_REQUEST")
            self._forget(call.world.clock.now())
            name = (call.name, call.idempotency_key)
            known = self._used.get(name)
            fingerprint = json.dumps(call.args, sort_keys=True, default=str)
            if known is not None:
                return self._again(known, fingerprint, empty)
            attempt = self._used[name] = Attempt(call.world.clock.now(), fingerprint)
            try:
                attempt.payload = handler(call)
            except BaseException:
                del self._used[name]
                raise
            return attempt.payload

        return run

    def hold(self, name: str, key: str, now: float, *, failed: bool = False) -> None:
        """Mark a key as in progress elsewhere, or as used by an attempt that failed (faults to order)."""
        self._used[name, key] = Attempt(now, None, failed=failed)

    def let_go(self, name: str, key: str) -> None:
        """Forget a key marked by ``hold``."""
        self._used.pop((name, key), None)

    def _again(self, known: Attempt, fingerprint: str, empty: tuple[str, ...]) -> Payload:
        if known.failed:
            return _refusal(empty, FAILED, "IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED")
        if known.fingerprint not in (None, fingerprint):
            return _refusal(empty, MISMATCH, "IDEMPOTENCY_KEY_PARAMETER_MISMATCH")
        if known.payload is None:
            return _refusal(empty, BUSY, "IDEMPOTENCY_CONCURRENT_REQUEST")
        return known.payload

    def _forget(self, now: float) -> None:
        old = [name for name, attempt in self._used.items() if attempt.at + KEPT < now]
        for name in old:
            del self._used[name]


def _refusal(empty: tuple[str, ...], message: str, code: str) -> Payload:
    return {**dict.fromkeys(empty), "userErrors": [user_error(message, code=code)]}
