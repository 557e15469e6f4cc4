"""Measuring search, list and views at sizes whose data is made once and kept outside the repository."""
