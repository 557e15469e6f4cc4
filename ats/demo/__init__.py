"""A demo company: made through the same actions that the screens use, and taken out again."""
