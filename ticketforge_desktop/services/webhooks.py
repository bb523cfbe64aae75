"""A webhook comes in: believed only if the store signed it, kept before it is answered, acted on afterwards."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from ticketforge_desktop.domain.errors import StorageTrouble
from ticketforge_desktop.services.ports.webhooks import (
    Answer,
    Delivery,
    Posted,
    Receipt,
    ReceiptState,
    WebhookInbox,
    WebhookReader,
)
from ticketforge_desktop.services.webhook_secrets import SigningSecrets

ACCEPTED: Final = Answer(200, "accepted")
DUPLICATE: Final = Answer(200, "duplicate")
UNSIGNED: Final = Answer(401, "signature")
# The sender tries again: nothing is lost by saying no for a moment.
NOT_NOW: Final = Answer(503, "storage")


class ReceiveWebhooks:
    """Takes what is posted. Safe to use from several threads; never raises for what was posted.

    Args:
        shop: the domain of the shop this profile belongs to.
        told: hears of every receipt.
    """

    def __init__(
        self,
        reader: WebhookReader,
        secrets: SigningSecrets,
        inbox: WebhookInbox,
        shop: Callable[[], str],
        told: Callable[[Receipt], None],
    ) -> None:
        self._reader, self._secrets, self._inbox, self._shop, self._told = reader, secrets, inbox, shop, told

    def take(self, posted: Posted) -> Answer:
        """Judge a request. When this says accepted, its task is durable."""
        try:
            answer, delivery = self._judge(posted)
        except StorageTrouble:
            answer, delivery = NOT_NOW, None
        state = ReceiptState(answer.word) if answer.status == 200 else ReceiptState.REFUSED
        # What nobody signed is not repeated: not even its topic.
        topic = "" if answer is UNSIGNED else self._reader.topic(posted)
        thing = delivery.object_name if delivery is not None else ""
        self._told(Receipt(topic, thing, state, "" if answer.status == 200 else answer.word))
        return answer

    def refuse(self, word: str) -> None:
        """A request was refused before anything of it was read."""
        self._told(Receipt("", "", ReceiptState.REFUSED, word))

    def _judge(self, posted: Posted) -> tuple[Answer, Delivery | None]:
        if not self._signed(posted):
            return UNSIGNED, None
        read = self._reader.read(posted, self._shop())
        if isinstance(read, Answer):
            return read, None
        return (ACCEPTED if self._inbox.take(read) else DUPLICATE), read

    def _signed(self, posted: Posted) -> bool:
        if self._reader.signed(posted, self._secrets.accepted()):
            return True
        # The secret may have been changed a moment ago, perhaps by another process.
        return self._reader.signed(posted, self._secrets.accepted(soon=True))
