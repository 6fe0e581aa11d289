"""Home and the audit pages."""
