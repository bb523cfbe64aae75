"""Layouts, printer languages, transports."""
