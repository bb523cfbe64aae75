"""Devices that need Qt: keyboards that are scanners."""
