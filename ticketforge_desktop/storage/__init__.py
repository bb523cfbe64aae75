"""The two encrypted SQLite files, `mirror` and `station`."""
