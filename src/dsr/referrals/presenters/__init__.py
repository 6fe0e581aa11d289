"""Wording and order of what pages show."""
