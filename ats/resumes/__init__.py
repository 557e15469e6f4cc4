"""Reads résumés: any file to text with places, text to a profile with sources. Knows neither Flask nor a database."""
