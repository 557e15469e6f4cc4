"""People who apply, whatever they apply to."""
