"""Sets of words written as running text, which keeps long vocabularies readable."""


def words(text: str) -> frozenset[str]:
    """Split a text at white space into the set of its words."""
    return frozenset(text.split())
