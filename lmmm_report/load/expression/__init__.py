"""The condition language of criteria, from text to a checked expression."""

__all__ = ["expression", "fields"]
