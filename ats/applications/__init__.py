"""Applications: one person for one opening, from the form to the hire."""
