"""The first run: language, store, station; later parts add their pages."""
