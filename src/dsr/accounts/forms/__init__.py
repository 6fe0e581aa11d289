"""Forms of sign-in and administration."""
