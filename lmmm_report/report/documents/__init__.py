"""Documents other than pages: JSON, CSV, calendar, terminal text, manual, profile."""
