"""A company's profile: read, checked, and turned into facts with places."""

__all__ = ["fragments", "overlay", "profile", "statements", "template"]
