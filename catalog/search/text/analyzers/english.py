"""English, the default language: its stems have no marker, and names are analyzed as English in every record."""

from __future__ import annotations

from catalog.search.text.analyzer import Analyzer
from catalog.search.text.analyzers.snowball import stemmer

STOP_WORDS = frozenset(
    "a about above after again against all am an and any are as at be because been before being below between both "
    "but by can could did do does doing down during each few for from further had has have having he her here hers "
    "herself him himself his how i if in into is it its itself just me more most my myself no nor not of off on once "
    "only or other ought our ours ourselves out over own same she should so some such than that the their theirs "
    "them themselves then there these they this those through to too under until up us versus very vs was "
    "we were what when where which while who whom why will with would you your yours yourself yourselves".split()
)
"""Words that are dropped from a plain query if it has others. Phrases and the index keep them."""
ASKING_WORDS = frozenset(
    "am are can could did do does had has have he how i is my our she should that their these they this those was we "
    "were what when where which who whom whose why would you your".split()
)
"""Words of sentences and questions. `US`, `IT`, `may`, `will` and `must` are too often something else."""
MIN_STEMMED = 4
"""Words of three letters have no suffix to lose."""

WORDS_OF_THEIR_OWN = (
    "accountability accountable",
    "apartment apartments",
    "business businesses",
    "conversion conversions",
    "corrections correctional",
    "dating",
    "defendant defendants",
    "detective detectives",
    "diversion diversions",
    "emergency emergencies",
    "feds",
    "fitness",
    "hearing hearings",
    "housing",
    "informant informants",
    "integrity",
    "minority minorities",
    "officer officers",
    "parking",
    "procedural procedurally",
    "providence",
    "racing",
    "wellness",
)
"""Words that Snowball confuses with others of a different meaning, together with their own forms.

An officer works in an office, racing is not about race, and a conversion is no conversation.
"""
OWN_STEMS = {form: forms.split()[0] for forms in WORDS_OF_THEIR_OWN for form in forms.split()}
_SNOWBALL = stemmer("english")


def _stem(word: str) -> str:
    return OWN_STEMS.get(word) or _SNOWBALL(word)


def _shared_letters(stem_length: int) -> int:
    """Return 3 for stems of four letters and more, 2 for shorter ones, in which y may have become i."""
    if stem_length < 2:  # noqa: PLR2004  # too many words begin with a single letter
        return 0
    return 3 if stem_length > 3 else 2  # noqa: PLR2004


ANALYZER = Analyzer(
    language="en",
    tags=frozenset({"en", "eng"}),
    stem=_stem,
    min_stemmed=MIN_STEMMED,
    shared_letters=_shared_letters,
    stop_words=STOP_WORDS,
    asking_words=ASKING_WORDS,
    recognizes=lambda _: True,  # every text that no other analyzer recognizes
)
