"""Geometry of the pictures, in numbers; templates draw them."""

__all__ = ["chart", "course", "ground", "matrix", "palette", "printed", "spans"]
