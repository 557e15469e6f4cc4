"""Bringing people in from elsewhere: rows of a table, files and archives of résumés, onto an opening."""
