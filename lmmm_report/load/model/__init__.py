"""A maturity model: read, checked, linked."""
