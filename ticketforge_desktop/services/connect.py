"""Connect a store: find out who answers and what the token may do, keep the secret, bind the profile to the shop."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Final, Protocol

from ticketforge_desktop.domain.errors import NotConnected, WrongShop
from ticketforge_desktop.domain.records import ShopRecord
from ticketforge_desktop.domain.rights import Right, Staff
from ticketforge_desktop.services.ports.connection import ConnectionBook
from ticketforge_desktop.services.ports.host import SecretStore
from ticketforge_desktop.services.ports.station import StationFile
from ticketforge_desktop.services.ports.store import SESSION, ConnectionFacts, Store, StoreLogin
from ticketforge_desktop.services.profile_lock import unlock

URL: Final = "store.url"
DOMAIN: Final = "store.domain"
LOGIN: Final = "store.login"


class OpenStore(Protocol):
    """Opens a store behind a login (`shopify.opening.open_store`)."""

    def __call__(self, login: StoreLogin, expected_domain: str, *, trial: bool = False) -> Store:
        """`expected_domain` "" takes whichever shop answers; of a `trial` nothing is kept. Raises `BadInput`."""
        ...


class StoreConnection:
    """The profile's store: connecting it, and opening it again."""

    def __init__(self, open_store: OpenStore, station: StationFile, secrets: SecretStore, book: ConnectionBook) -> None:
        self._open_store, self._station, self._secrets, self._book = open_store, station, secrets, book

    def connect(self, login: StoreLogin, staff: Staff, mirrored: ShopRecord | None = None) -> ConnectionFacts:
        """Connect, or connect again with another token. Nothing is kept unless the right shop answered.

        Args:
            login: what a person typed.
            staff: who asks; needs the right to connect.
            mirrored: the shop the profile's mirror copies, if it has one.

        Raises:
            RightMissing, BadInput, WrongShop (the profile belongs to another shop), and what the store answers.
        """
        staff.require(Right.CONNECT)
        bound = self.domain() or (mirrored.domain if mirrored is not None else "")
        store = self._open_store(login, bound, trial=True)
        try:
            facts = store.facts()
        finally:
            store.close()
        if bound and facts.shop.domain.casefold() != bound.casefold():
            raise WrongShop(
                f"{facts.shop.domain} answers, but this profile belongs to {bound}.",
                expected=bound,
                found=facts.shop.domain,
            )
        self._keep(login, facts.shop.domain, staff)
        self._book.forget("offline", "refused")
        unlock(self._book, staff)
        return facts

    def login(self) -> StoreLogin:
        """How this profile reaches its store. Raises `NotConnected`, `KeyMissing`."""
        url, secret = self._setting(URL), self._secrets.get(LOGIN)
        if not url or secret is None:
            raise NotConnected("No store has been connected in this profile yet.")
        try:
            kept = json.loads(secret)
            session = (self._secrets.get(SESSION) or "") if kept.get("by_browser") else ""
            if kept.get("by_browser") and not session:
                raise NotConnected("The keyring no longer holds this login.")
            return StoreLogin(url, kept["token"], kept["client_id"], kept["client_secret"], session)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise NotConnected("What the keyring holds for this store can't be read.") from error

    def open(self) -> Store:
        """The profile's store; nothing is sent yet. Raises `NotConnected`, `KeyMissing`."""
        return self._open_store(self.login(), self.domain())

    def domain(self) -> str:
        """The shop this profile belongs to, "" before it was connected."""
        return self._setting(DOMAIN)

    def _keep(self, login: StoreLogin, domain: str, staff: Staff) -> None:
        # The secret first: a binding without it would send people looking for a token that was never kept.
        secret = {
            "token": login.token,
            "client_id": login.client_id,
            "client_secret": login.client_secret,
            "by_browser": bool(login.session),
        }
        if login.session:
            self._secrets.put(SESSION, login.session)
        self._secrets.put(LOGIN, json.dumps(secret))
        if not login.session:
            self._secrets.delete(SESSION)
        kept = replace(login, url=login.url.strip())
        self._station.put_setting(URL, json.dumps(kept.url), staff)
        self._station.put_setting(DOMAIN, json.dumps(domain), staff)
        self._station.audit(staff, "connect_store", domain)

    def _setting(self, key: str) -> str:
        text = self._station.setting(key)
        value = json.loads(text) if text else ""
        return value if isinstance(value, str) else ""
