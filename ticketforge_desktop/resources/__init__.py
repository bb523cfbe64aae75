"""Files that travel with the program; reached by `importlib.resources`."""
