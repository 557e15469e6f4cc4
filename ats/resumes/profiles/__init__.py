"""What the lines of a résumé say, one subject a module; ``making`` puts the profile together.

Nothing is loaded here: what counts months of experience is in every process, the rest in those alone that read.
"""
