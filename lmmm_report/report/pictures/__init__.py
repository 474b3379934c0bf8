"""Geometry of the pictures, in numbers; templates draw them."""

__all__ = ["chart", "course", "funnel", "ground", "matrix", "palette", "spans"]
