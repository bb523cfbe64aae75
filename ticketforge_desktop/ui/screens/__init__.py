"""One package or module a screen."""
