"""The public site: the openings as visitors see them, applying, and the pages behind a candidate's mailed link."""
