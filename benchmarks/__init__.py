"""The measurements: an installation of a given size, a load on it, and the same work as floors beside it."""
