"""Turns a judged file into page images and text inside a limited child process.

`read_pages` is the side of the application; `python -m ats.documents.page_reader` is the child, where
alone the bytes of a file are parsed.
"""

from ats.documents.page_reader.reading import PageImage, PagesRead, read_pages

__all__ = ["PageImage", "PagesRead", "read_pages"]
