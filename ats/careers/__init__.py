"""The public site: openings as visitors see them, applying, and what is behind a candidate's mailed link."""
