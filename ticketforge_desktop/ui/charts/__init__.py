"""Charts drawn with QPainter: no library, so they cost nothing at start and follow the tokens exactly."""
