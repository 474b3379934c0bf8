"""A maturity model: read, checked, linked."""

__all__ = ["ids", "model", "opening", "questionnaire"]
