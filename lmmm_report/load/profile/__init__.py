"""A company's profile: read, checked, and turned into facts with places."""

__all__ = ["facts", "fragments", "overlay", "profile", "statements", "template"]
