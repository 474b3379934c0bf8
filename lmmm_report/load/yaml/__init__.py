"""Read one YAML file strictly, with a place for every value."""

__all__ = ["characters", "data", "nodes", "places", "scalars", "source", "text"]
