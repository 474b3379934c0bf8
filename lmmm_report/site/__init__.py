"""Several assessments to pages."""

__all__ = ["index", "row_json", "rows", "shared"]
