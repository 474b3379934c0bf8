"""The way to the target: the cheapest measures, their order, their dates."""

__all__ = ["beginning", "limited", "progress", "search", "way", "what_if"]
