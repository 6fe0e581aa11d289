"""The pages about a person."""
