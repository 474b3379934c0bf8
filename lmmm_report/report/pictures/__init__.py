"""Geometry of the pictures, in numbers; templates draw them."""

__all__ = ["chart", "funnel", "matrix", "palette"]
