"""Filters of the list that somebody keeps under a name, for themselves or for the team."""
