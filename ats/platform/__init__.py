"""Plumbing that has never heard of hiring: one subject per file."""
