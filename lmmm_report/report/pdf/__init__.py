"""HTML to PDF. The only room that knows WeasyPrint, pydyf and fontTools."""

__all__ = ["press"]
