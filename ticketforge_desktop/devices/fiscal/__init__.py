"""Signing devices (`services.ports.fiscal`)."""
