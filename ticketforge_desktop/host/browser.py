"""The person's own browser: a login page is shown there and nowhere else (RFC 8252, 8.12)."""

from __future__ import annotations

import os
import sys
import threading


class SystemBrowser:
    """The browser of the operating system, or of BROWSER."""

    def open(self, address: str) -> bool:
        """Ask the browser to show an address; False where there is none.

        On a Linux without a display a text browser would take over the terminal: there the person opens the address.
        """
        if sys.platform.startswith("linux") and not any(
            os.environ.get(name) for name in ("BROWSER", "DISPLAY", "WAYLAND_DISPLAY")
        ):
            return False
        import webbrowser

        try:
            webbrowser.get()
        except webbrowser.Error:
            return False
        # Some browsers stay in the foreground of whoever started them; the login goes on meanwhile.
        threading.Thread(target=webbrowser.open, args=(address,), name="browser", daemon=True).start()
        return True
