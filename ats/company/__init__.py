"""The company itself, and what all its openings share: rejection reasons and stage templates."""
