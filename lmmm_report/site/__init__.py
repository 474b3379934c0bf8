"""Several assessments to pages."""
