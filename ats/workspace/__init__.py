"""The dashboard: home, openings, board, list, application page."""
