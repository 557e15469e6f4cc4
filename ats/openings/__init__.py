"""Programs, openings, their requirements, questions, stages and hiring teams."""
