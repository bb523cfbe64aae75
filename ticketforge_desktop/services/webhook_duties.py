"""What the store's webhooks oblige to: people's data, and a shop that has gone.

Sources: Shopify's "Privacy law compliance" (requests are completed within 30 days of receiving them; `shop/redact`
comes 48 hours after an uninstall).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from ticketforge_desktop.domain.changes import ChangeSet
from ticketforge_desktop.domain.errors import TokenRefused
from ticketforge_desktop.domain.rights import Staff
from ticketforge_desktop.services.connection_state import LockReason
from ticketforge_desktop.services.ports.store import Store
from ticketforge_desktop.services.ports.webhooks import PersonEraser, PrivacyCase, PrivacyCases, Wanted, WebhookTask

ANSWER_WITHIN: Final = timedelta(days=30)
# Nobody at this station acts: the store asked.
THE_STORE: Final = Staff("store", "Store", frozenset())


class WebhookDuties:
    """Acts on the compliance topics and on `app/uninstalled`. Acting twice on one webhook changes nothing.

    Args:
        lock: locks the profile for a reason.
        connected_at: when this profile was last connected, None where that is not known.
        store: opens the store; asked only about an uninstall that seems to be older than the connection.
    """

    def __init__(
        self,
        cases: PrivacyCases,
        eraser: PersonEraser,
        lock: Callable[[LockReason, Staff], object],
        connected_at: Callable[[], datetime | None],
        store: Callable[[], Store],
    ) -> None:
        self._cases, self._eraser, self._lock = cases, eraser, lock
        self._connected_at, self._store = connected_at, store

    def __call__(self, task: WebhookTask) -> ChangeSet:
        """Act on one task.

        Raises:
            ConnectionTrouble: it takes the store's word, and the store does not answer.
        """
        match task.delivery.wanted:
            case Wanted.DATA_REQUEST:
                self._open("export", task, {"orders": self._orders(task)})
            case Wanted.ERASE_PERSON:
                return self._erase_person(task)
            case Wanted.ERASE_SHOP:
                self._open("redact_shop", task, {})
                self._lock(LockReason.SHOP_REDACTED, THE_STORE)
            case Wanted.UNINSTALLED:
                self._uninstalled(task)
        return ChangeSet()

    def _erase_person(self, task: WebhookTask) -> ChangeSet:
        orders = self._orders(task)
        changes = self._eraser.erase_person(self._customer(task), orders)
        # What the station's own file holds of the person (sales, mails, parcels) is the case's to settle: law may
        # keep some of it.
        self._open("erase", task, {"orders": orders, "mirror": "erased"})
        return changes

    def _uninstalled(self, task: WebhookTask) -> None:
        if self._seems_late(task):
            try:
                self._store().shop()
            except TokenRefused:
                pass
            else:
                return  # it was about an installation before this one
        self._lock(LockReason.APP_UNINSTALLED, THE_STORE)

    def _seems_late(self, task: WebhookTask) -> bool:
        """Whether the store sent it before this profile was connected; our clock may be wrong, so it is asked."""
        connected = self._connected_at()
        try:
            triggered = datetime.fromisoformat(task.delivery.triggered_at)
        except ValueError:
            return False
        return connected is not None and triggered.tzinfo is not None and triggered < connected

    def _open(self, kind: str, task: WebhookTask, report: dict[str, object]) -> None:
        facts = task.delivery.facts
        case = PrivacyCase(
            kind=kind,
            address=str(facts.get("address", "")),
            customer_id=self._customer(task),
            source=f"webhook:{task.delivery.webhook_id}",
            due_at=task.received_at + ANSWER_WITHIN,
            report=report,
        )
        self._cases.open(case, THE_STORE)

    @staticmethod
    def _customer(task: WebhookTask) -> int:
        number = task.delivery.facts.get("customer_id", 0)
        return number if isinstance(number, int) else 0

    @staticmethod
    def _orders(task: WebhookTask) -> list[int]:
        listed = task.delivery.facts.get("order_ids")
        return [number for number in listed if isinstance(number, int)] if isinstance(listed, list) else []
