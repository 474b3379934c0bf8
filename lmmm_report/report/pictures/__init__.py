"""Geometry of the pictures, in numbers; templates draw them."""

__all__ = ["chart", "funnel", "ground", "matrix", "palette", "spans"]
