"""Sheets as files: web pages, printed and photographed pages, office files, plain text."""
