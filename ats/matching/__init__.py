"""People who may be known twice: what they have in common, in words, for somebody to look at."""
