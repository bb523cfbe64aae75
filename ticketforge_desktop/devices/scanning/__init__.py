"""Scanners on serial lines: framing, hot unplug and replug, and the lines that are there."""
