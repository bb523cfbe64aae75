"""One request and its reply: what arrived, or why it must be asked again.

`Again` is no error: it says what a next attempt has to know. Was the request executed, or may it have been? Does the
throttle make the next one wait, or did the store name a time?
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import UTC
from email.utils import parsedate_to_datetime
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

import msgspec

from ticketforge_desktop import __version__
from ticketforge_desktop.domain.errors import ConnectionTrouble, NetworkUnavailable, StoreBusy, StoreRefused
from ticketforge_desktop.shopify.address import API_VERSION
from ticketforge_desktop.shopify.auth import TokenSource
from ticketforge_desktop.shopify.faults import GraphErrors, TooCostly, Unreadable, http_fault
from ticketforge_desktop.shopify.replies import Cost, Envelope, envelope_decoder

if TYPE_CHECKING:
    import httpx

T = TypeVar("T")
_USER_AGENT: Final = f"TicketForge-Desktop/{__version__}"


class Why(Enum):
    """Why a request is to be sent again."""

    UNSENT = "it never left: no connection"
    LOST = "the reply was lost, or the store stumbled: it may have been executed"
    THROTTLED = "the bucket was too empty: not executed"
    SLOW_DOWN = "the store named a time to wait: not executed"


class Again(Exception):
    """The request is to be sent again; `fault` is what to raise when it can't be."""

    def __init__(self, why: Why, fault: ConnectionTrouble, wait_s: float = 0.0) -> None:
        super().__init__()
        self.why, self.fault, self.wait_s = why, fault, wait_s


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply as it arrived, and the time on the store's clock ("" when it told none)."""

    envelope: Envelope[Any]
    told_at: str

    @property
    def cost(self) -> Cost | None:
        """What the request cost, and the bucket's level."""
        return self.envelope.extensions.cost if self.envelope.extensions is not None else None


class Exchange:
    """Posts to one store's GraphQL endpoint with the right token."""

    def __init__(self, http: httpx.Client, base: str, tokens: TokenSource) -> None:
        self._http, self._tokens = http, tokens
        self._url = f"{base}/admin/api/{API_VERSION}/graphql.json"

    def post(self, body: bytes, reply: type[T]) -> Reply:
        """Send and read; a token the store refuses is renewed once if it can be.

        Raises:
            Again, TokenRefused, WrongShop, StoreRefused
        """
        token = self._tokens.token()
        answer = self._send(body, token)
        if answer.status_code == 401 and self._tokens.renew(token):
            answer = self._send(body, self._tokens.token())
        return Reply(_read(answer, reply), _store_time(answer.headers.get("Date")))

    def _send(self, body: bytes, token: str) -> httpx.Response:
        import httpx

        headers = {"X-Shopify-Access-Token": token, "Content-Type": "application/json", "Accept": "application/json"}
        try:
            return self._http.post(self._url, content=body, headers=headers)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            raise Again(Why.UNSENT, unreachable(error)) from error
        except httpx.RequestError as error:  # a reply that can't be decoded is as good as lost
            raise Again(Why.LOST, unreachable(error)) from error


def data_of(reply: Reply) -> Any:
    """The data of a reply.

    Raises:
        Again, TooCostly, ScopeMissing, StoreRefused
    """
    envelope = reply.envelope
    errors = GraphErrors.read(envelope.errors)
    if errors is not None and not (errors.only_hides_people and envelope.data is not None):
        if errors.throttled:
            raise Again(Why.THROTTLED, StoreBusy("The store's bucket is empty."))
        if errors.too_costly:
            raise TooCostly("The request costs more than one may.", errors=list(errors.messages))
        fault = errors.fault()
        if errors.passing:
            raise Again(Why.LOST, fault)
        raise fault
    if envelope.data is None:
        raise StoreRefused("The store answered without data and without a reason.", errors=[])
    return envelope.data


def _read(answer: httpx.Response, reply: type[T]) -> Envelope[Any]:
    status = answer.status_code
    if status in (429, 430):
        busy = StoreBusy("The store asks to slow down.", status=status)
        raise Again(Why.SLOW_DOWN, busy, _retry_after(answer.headers.get("Retry-After")))
    if status >= 500:
        raise Again(Why.LOST, NetworkUnavailable(f"The store answered HTTP {status}.", status=status))
    if status != 200:
        raise http_fault(status, _bare_errors(answer.content))
    try:
        return _decoder_of(cast(Hashable, reply)).decode(answer.content)
    except msgspec.MsgspecError as error:
        return _read_otherwise(answer.content, error)


def _read_otherwise(content: bytes, why: msgspec.MsgspecError) -> Envelope[Any]:
    """A reply that is not what was asked for: errors with half the data, or no GraphQL at all."""
    try:
        bare = msgspec.json.decode(content, type=_Bare)
    except msgspec.MsgspecError:
        strange = NetworkUnavailable(
            "The answer does not come from a store (a sign-in page of the network?).",
            next_step="Open a web page in a browser to see whether this network asks to sign in.",
        )
        raise Again(Why.LOST, strange) from why
    if bare.errors is None:
        raise Unreadable(f"The store's answer can't be read: {why}.", errors=[str(why)])
    return Envelope(errors=bare.errors, extensions=None)


class _Bare(msgspec.Struct):
    errors: object = None


def _bare_errors(content: bytes) -> object:
    try:
        return msgspec.json.decode(content, type=_Bare).errors
    except msgspec.MsgspecError:
        return None


@cache
def _decoder_of(reply: Hashable) -> msgspec.json.Decoder[Envelope[Any]]:
    assert isinstance(reply, type)
    return envelope_decoder(reply)


def unreachable(error: Exception) -> NetworkUnavailable:
    """The error of a transport that failed."""
    return NetworkUnavailable(f"The store did not answer ({type(error).__name__}).", reason=str(error))


def _store_time(header: str | None) -> str:
    """The `Date` of a reply as the store writes times."""
    try:
        return parsedate_to_datetime(header or "").astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, TypeError, OverflowError):
        return ""


def _retry_after(header: str | None) -> float:
    """Seconds to wait; a date or nonsense counts as one second."""
    try:
        return max(0.0, float(header or 1.0))
    except ValueError:
        return 1.0


def open_http(timeout_s: float = 30.0) -> httpx.Client:
    """The HTTP client of a store: no redirects (a token goes to no other address), proxies as the system says."""
    import httpx

    timeout = httpx.Timeout(timeout_s, connect=10.0)
    limits = httpx.Limits(max_connections=8, max_keepalive_connections=4)
    return httpx.Client(timeout=timeout, limits=limits, headers={"User-Agent": _USER_AGENT}, follow_redirects=False)
