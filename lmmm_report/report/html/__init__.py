"""Views to HTML. The only room that knows Jinja2, Markdown and nh3."""

__all__ = ["assets", "markup", "notes_bounds", "pages"]
