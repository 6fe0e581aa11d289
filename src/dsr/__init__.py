"""Dynamic Support Register."""
