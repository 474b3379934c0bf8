"""Several assessments to pages."""

__all__ = ["index", "rows"]
