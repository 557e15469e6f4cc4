"""Uploaded files: judging them, keeping them, and reading them into page images and text."""
