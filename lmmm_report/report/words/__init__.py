"""The words, numbers and dates of one language; the report's own texts."""

__all__ = ["cells", "claims", "facts", "invented", "plans", "sentences", "spans", "times", "wording"]
