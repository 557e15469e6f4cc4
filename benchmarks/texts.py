"""Invented people and prose: the same for the same seed, cheap enough for a million of them."""

import itertools
import random
from collections import Counter

_FIRST_NAMES = """
Adele Arno Bea Bruno Carla Cem Dana Darius Edda Elio Fenna Fritz Greta Gustav Hedda Hugo Ilse Imre Jara
Kaja Karel Lena Livio Mara Marek Nele Nils Oda Oskar Paula Pavel Quirin Rana Romy Ruben Selma Stefan Tara Tilo
Ulla Umut Vera Viktor Wanda Wim Xenia Yann Zita Zeno
"""
_LAST_NAMES = """
Abend Aller Bachmeer Birkfeld Borgstrand Calder Carlswood Dornfeld Drevan Eichholt Elmarsen Fahrwald
Garbrandt Glasner Halvard Hartwood Ilmenau Ivarsen Jagerhus Jorvik Kaltbach Kestrell Kronfeld Lindgrund
Marchfield Moorwald Nachtmann Norbury Oberlund Orvane Pelsrode Petrowin Quantock Querfurt Ravensby Rosenhain
Salwick Silberhorn Talvik Thornbeck Uhlmark Umberfield Valdorf Vinterberg Wachholt Westerlo Yarrow Zellbrook
"""
_SYLLABLES = (
    "ra te mi con ver sta pro lin der man tor vel qui ban son fer mer tal nor gen pla cre dis for com per"
)
_GLUE = "and of the in for with to a on by"
FIRST_NAMES, LAST_NAMES = _FIRST_NAMES.split(), _LAST_NAMES.split()
CITIES = (("Leeds", "GB"), ("Bremen", "DE"), ("Turin", "IT"), ("Porto", "PT"), ("Utrecht", "NL"))
TRADES = (
    *("Accountant", "Data Analyst", "Electrician", "Line Cook", "Maths Teacher", "Payroll Officer"),
    *("Site Engineer", "Staff Nurse", "Systems Librarian", "Warehouse Lead"),
)
_SENTENCES = 4000
_TOOLS = 20_000


class Prose:
    """Sentences of a vocabulary whose words are as unevenly frequent as those of a language."""

    def __init__(self, seed: int):
        rng = random.Random(seed)
        syllables = _SYLLABLES.split()
        words = sorted({"".join(rng.choices(syllables, k=rng.randint(2, 4))) for _ in range(5000)})
        rng.shuffle(words)
        weights = list(itertools.accumulate(1 / (rank + 8) for rank in range(len(words))))
        self._sentences = [_sentence(rng, words, weights) for _ in range(_SENTENCES)]
        self._mean = sum(map(len, self._sentences)) / _SENTENCES + 1
        # Told apart from all words above by their length, and rare: each stands in one of some 6,700 texts.
        self._tools = sorted({"".join(rng.choices(syllables, k=5)) for _ in range(_TOOLS)})

    def text(self, rng: random.Random, size: int) -> str:
        """Return whole sentences of about ``size`` characters together."""
        return " ".join(rng.choices(self._sentences, k=max(round(size / self._mean), 1)))

    def common_words(self, count: int) -> list[str]:
        """Return the most frequent words, those that join others aside."""
        counts = Counter(word for each in self._sentences for word in each.lower().rstrip(".").split())
        glue = set(_GLUE.split())
        return [word for word, _ in counts.most_common(count + len(glue)) if word not in glue][:count]

    def phrase(self, rng: random.Random, length: int = 3) -> str:
        """Return some words that stand side by side in a sentence."""
        words = rng.choice(self._sentences).rstrip(".").split()
        start = rng.randrange(len(words) - length + 1)
        return " ".join(words[start : start + length])

    def tools(self, rng: random.Random, count: int = 3) -> list[str]:
        """Return some rare words."""
        return rng.choices(self._tools, k=count)

    def paragraphs(self, rng: random.Random, count: int, size: int) -> str:
        """Return ``count`` paragraphs of about ``size`` characters each, with an empty line between them."""
        return "\n\n".join(self.text(rng, size) for _ in range(count))


def _sentence(rng: random.Random, words: list[str], weights: list[float]) -> str:
    picked = rng.choices(words, cum_weights=weights, k=rng.randint(6, 11))
    for place in range(len(picked) - 1, 0, -2):
        picked.insert(place, rng.choice(_GLUE.split()))
    return " ".join(picked).capitalize() + "."


def person_name(rng: random.Random) -> str:
    """Return a first and a last name."""
    return f"{rng.choice(FIRST_NAMES)} {rng.choice(LAST_NAMES)}"
