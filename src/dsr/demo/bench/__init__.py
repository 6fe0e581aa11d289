"""Measures the pages over real HTTP against the production server, beside a floor."""
