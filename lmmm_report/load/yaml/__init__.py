"""Read one YAML file strictly, with a place for every value."""

__all__ = ["data", "nodes", "scalars", "source", "text"]
