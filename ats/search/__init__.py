"""Search in everything that is known of applications: the query language, the index of both engines, the hits."""
