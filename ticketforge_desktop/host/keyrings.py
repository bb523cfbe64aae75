"""Which keyring of the operating system is fit to hold secrets: chosen by its class, never by hope.

`keyring` takes whatever it finds, and what it finds may be a file in plain sight (`keyrings.alt`), nothing at all
(`null` forgets what it is given) or a chain that ends in one of them. Only backends known to seal what they hold are
used: Secret Service, KWallet, the Windows Credential Manager, the macOS keychain.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

_SEALED: Final = frozenset(
    {
        "keyring.backends.SecretService.Keyring",
        "keyring.backends.libsecret.Keyring",
        "keyring.backends.kwallet.DBusKeyring",
        "keyring.backends.kwallet.DBusKeyringKWallet4",
        "keyring.backends.Windows.WinVaultKeyring",
        "keyring.backends.macOS.Keyring",
    }
)
_CHAIN: Final = "keyring.backends.chainer.ChainerBackend"
_WINDOWS: Final = "keyring.backends.Windows.WinVaultKeyring"
# The Credential Manager takes 2,560 bytes an entry, and `keyring` writes UTF-16: two bytes a character of ASCII.
WINDOWS_LIMIT: Final = 1_200


def sealed_keyring(chosen: KeyringBackend | None = None) -> KeyringBackend | None:
    """The keyring to use, None where this computer has none that seals what it holds.

    Args:
        chosen: what `keyring` would use; asked for when it is not given. Of a chain the first fit link is taken.
    """
    if chosen is None:
        import keyring

        chosen = keyring.get_keyring()
    if class_name(chosen) == _CHAIN:
        links = list(getattr(chosen, "backends", ()))
        return next((link for link in links if is_sealed(link)), None)
    return chosen if is_sealed(chosen) else None


def is_sealed(backend: KeyringBackend) -> bool:
    """Whether a backend is one of those known to encrypt, and not one derived from them by somebody else."""
    return class_name(backend) in _SEALED


def longest_value(backend: KeyringBackend) -> int | None:
    """Characters one entry may hold; None: any number."""
    return WINDOWS_LIMIT if class_name(backend) == _WINDOWS else None


def class_name(backend: object) -> str:
    """Module and name of its class."""
    kind = type(backend)
    return f"{kind.__module__}.{kind.__qualname__}"
