"""Ticket printers and scanners, without Qt."""
