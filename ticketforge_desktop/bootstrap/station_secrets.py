"""Where a profile's secrets are kept, and the keys of its databases among them."""

from __future__ import annotations

import secrets as random_source
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ticketforge_desktop.domain.errors import KeyMissing, WrongKey

if TYPE_CHECKING:
    from ticketforge_desktop.host.folder import ProfileFolder
    from ticketforge_desktop.services.ports.host import SecretStore

_KEY_BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class StationSecrets:
    """Where this profile's secrets are kept."""

    store: SecretStore

    @classmethod
    def of(cls, folder: ProfileFolder, passphrase: Callable[[], str | None]) -> StationSecrets:
        """The keyring or the sealed file of a profile. Raises `KeyMissing`."""
        from ticketforge_desktop.host.secrets import open_secrets

        return cls(open_secrets(folder.secrets, str(folder.path.resolve()), passphrase))

    def database_key(self, name: str, *, made_already: bool) -> bytes:
        """The raw key of a database; made once, before its file.

        A file whose key is gone is never given a new one: it would be lost for good.

        Raises:
            KeyMissing: the file is there, its key is not.
            WrongKey: what the keyring holds is no key.
        """
        kept = self.store.get(name)
        if kept is None:
            if made_already:
                raise KeyMissing(
                    "The key of this profile's database is not in the keyring any more.",
                    next_step="Restore the keyring or secrets.json of this computer; the databases were left alone.",
                )
            kept = random_source.token_hex(_KEY_BYTES)
            self.store.put(name, kept)
        try:
            key = bytes.fromhex(kept)
        except ValueError:
            key = b""
        if len(key) != _KEY_BYTES:
            raise WrongKey("The keyring's entry for this profile's database is damaged.")
        return key
