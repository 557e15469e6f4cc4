"""Decisions about profiles that need neither a database nor a browser."""
