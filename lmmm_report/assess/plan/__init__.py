"""The way to the target: the cheapest measures, their order, their dates."""

__all__ = ["plan", "progress", "search", "what_if"]
