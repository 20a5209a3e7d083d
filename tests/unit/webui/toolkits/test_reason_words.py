"""Every reason of the toolkit builder can be put into words."""

import pytest
from flask import Flask

from catalog.recommend.model import ReasonKind, RecommendationReason
from factories import taxonomy
from paths import ROOT
from webui.i18n.locale import install
from webui.toolkits.builder.reason_words import reason_words

WORDS = [
    (ReasonKind.WORDS, {"words": ("witnesses", "afraid")}, "Matches the words: “witnesses”, “afraid”"),
    (ReasonKind.WORDS, {"words": ("witnesses",)}, "Matches the word: “witnesses”"),
    (
        ReasonKind.AGENCY_SIZE,
        {"sworn_min": 1000, "sworn_max": None, "sworn": 1200},
        "Made for agencies with 1,000 or more sworn officers, such as one with 1,200",
    ),
    (
        ReasonKind.AGENCY_SIZE,
        {"sworn_min": None, "sworn_max": 49, "sworn": 40},
        "Made for agencies with up to 49 sworn officers, such as one with 40",
    ),
    (
        ReasonKind.RATING,
        {"value": "Effective", "scheme": "CrimeSolutions", "date": "2019-05"},
        "Rated Effective by CrimeSolutions (2019)",
    ),
    (
        ReasonKind.RATING,
        {"value": "Effective", "scheme": "CrimeSolutions", "date": None},
        "Rated Effective by CrimeSolutions",
    ),
    (ReasonKind.AUDIENCE, {"audience": "chief"}, "Useful for chiefs"),
    (ReasonKind.TOPIC, {"topic": "technology", "is_main": True}, "Mainly about technology"),
    (ReasonKind.TOPIC, {"topic": "technology", "is_main": False}, "Also about technology"),
]


@pytest.fixture
def english():
    app = Flask("webui", root_path=str(ROOT / "webui"))
    install(app)
    with app.test_request_context("/"):
        yield


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(("kind", "params", "words"), WORDS)
def test_a_reason_is_put_into_words(kind, params, words):
    assert reason_words(RecommendationReason(kind, **params), taxonomy()) == words


def test_every_kind_of_reason_is_tested():
    assert {kind for kind, _params, _words in WORDS} == set(ReasonKind)
