"""The door: scans in, verdicts out."""
