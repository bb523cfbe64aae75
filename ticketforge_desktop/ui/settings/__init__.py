"""The settings screen, generated from `services.settings`."""
