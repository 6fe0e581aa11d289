"""Pages of sign-in, one's own account, and administration."""
