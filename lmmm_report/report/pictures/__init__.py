"""Geometry of the pictures, in numbers; templates draw them."""
