"""Everything a template needs, ready to print, in one language."""
