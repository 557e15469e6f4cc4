"""Running an installation: starting it, looking after it, taking it elsewhere."""
