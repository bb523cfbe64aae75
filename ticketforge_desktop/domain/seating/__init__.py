"""Seats: the map of a hall, the best places in it, and whose each of them is."""
