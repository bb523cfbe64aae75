"""Tables of the two files. The migrations make them; these definitions say what they come to (a test compares)."""
