"""Table models that page over listings of any length."""
