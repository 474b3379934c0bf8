"""The way to the target: the cheapest measures, their order, their dates."""

__all__ = ["limited", "plan", "progress", "search", "what_if"]
