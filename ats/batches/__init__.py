"""Acting on many at once: what is to be done, a preview of it, the work in small pieces, and one undo for the whole."""
