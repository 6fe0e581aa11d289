"""The only writers of workers, organisations and roles."""
