"""A printer in the program, to practise on: it answers like a real one, keeps pictures, and fails when told to."""
