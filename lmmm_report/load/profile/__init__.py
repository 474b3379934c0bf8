"""A company's profile: read, checked, and turned into facts with places."""
