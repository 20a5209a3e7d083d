"""Spanish: its stems and stop words, and how to recognize a text in Spanish."""

from __future__ import annotations

import re

from catalog.search.text.analyzer import Analyzer
from catalog.search.text.analyzers.snowball import stemmer

MIN_STEMMED = 3
"""Años has the stem of año, and leyes that of ley."""

ASKING_WORDS = frozenset(
    "como cual cuales cuando debe deben debo donde es esta estan hay mi mis nuestra nuestro puede pueden puedo que "
    "quien quienes se son tengo tiene tienen".split()
)
"""Words of sentences and questions."""
STOP_WORDS = frozenset(
    "a al algo alguien algun alguna algunas alguno algunos ante antes aquel aquella aquellas aquellos aqui asi aun "
    "aunque bajo cada como con contra cual cuales cuando cuanto cuantos de debe deben del desde despues donde dos "
    "durante e el ella ellas ellos en entre era eran eres es esa esas ese eso esos esta estaba estamos estan estar "
    "estas este esto estos estoy fue fueron ha haber hace hacer han has hasta hay he hemos hizo la las le les lo los "
    "mas me mi mientras mis mucho muchos muy nada ni no nos nosotros nuestra nuestras nuestro nuestros o os otra otras "
    "otro otros para pero por porque puede pueden puedo que quien quienes quiero se sea sean segun ser si sido sin "
    "sobre solo son soy su sus tambien tan tanto te tengo tener ti tiene tienen todo todos tu tus u un una unas uno "
    "unos usted ustedes va y ya yo".split()
)
"""Words, folded, that are dropped from a plain query in Spanish if it has others."""

_SPANISH_CHARACTER = re.compile("[\u00bf\u00a1\u00e1\u00e9\u00ed\u00f3\u00fa\u00f1]", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_DE_IN_ENGLISH = re.compile(r"\bde\W+(?:escalat|facto|jure|minimis|novo)", re.IGNORECASE)
_CERTAIN = frozenset("como cuando de del donde para por porque que quien una y".split())
_LIKELY = frozenset("al con el en es la las lo los se su sus un".split())
"""One certain word or two likely words make a text Spanish; likely words also occur in names (Los Angeles)."""

_snowball_stem = stemmer("spanish")
_UNACCENTED = str.maketrans("\u00e1\u00e9\u00ed\u00f3\u00fa\u00fc\u00f1", "aeiouun")
_ENDINGS = tuple(
    (re.compile(ending), replacement)
    for ending, replacement in (
        (r"(?<=\w\w[aobcdfgklmnprtvwy])s$", ""),  # armas, usos, clubs and English plurals: Snowball finds no ending
        (r"eses$", "es"),  # intereses
        (r"(?<=[aei][dnr])es$", ""),  # jovenes, mujeres, ciudades: it takes -en, -er, -ad for verb endings
        (r"z$", "c"),  # juez, jueces
        (r"cion$", "ci\u00f3n"),  # its rules need the accents that folding removed
        (r"logia$", "log\u00eda"),
    )
)
"""Endings that are replaced before Snowball's rules apply."""


def stem(word: str) -> str:
    """Return the folded stem of a folded word: the same with and without accents, for singular and plural.

    Snowball's Spanish stemmer, with corrections for words that need accents and nouns that it takes for verbs.
    """
    for ending, replacement in _ENDINGS:
        word = ending.sub(replacement, word)
    return _snowball_stem(word).translate(_UNACCENTED) or word


def singular(word: str) -> str:
    """Return a folded word without the ending of a plural: the same for juez and jueces, but not victim and victima."""
    return word.replace("z", "c").removesuffix("s").removesuffix("e") or word


def is_spanish(text: str) -> bool:
    """Return whether a text in NFC has a sign of Spanish. Words in capitals do not count, as they may be acronyms."""
    if _SPANISH_CHARACTER.search(text):
        return True
    words = {word.lower() for word in _WORD.findall(_DE_IN_ENGLISH.sub(" ", text)) if not word.isupper()}
    return not words.isdisjoint(_CERTAIN) or len(words & _LIKELY) > 1


ANALYZER = Analyzer(
    language="es",
    tags=frozenset({"es", "spa"}),
    stem=stem,
    min_stemmed=MIN_STEMMED,
    shared_letters=lambda stem_length: min(3, stem_length - 1),
    stop_words=STOP_WORDS,
    asking_words=ASKING_WORDS,
    recognizes=is_spanish,
    marker="~",
    singular=singular,
)
