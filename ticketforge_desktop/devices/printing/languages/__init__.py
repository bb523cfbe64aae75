"""Printer languages: marks on paper in, bytes for a printer out."""
