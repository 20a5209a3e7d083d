"""Translations, sources, study designs and evidence ratings: what is accepted, and the messages for the rest."""

import pytest

from catalog.model import RecordText, Source
from catalog.schemas.records.record import record_json
from catalog.store.records import RecordStore
from catalog.store.taxonomy import parse_taxonomy
from paths import ROOT

SPANISH = {"title": "Una guía", "summary": "Para jefes de policía."}
TAXONOMY_WITH_SCHEMES = b"""
rating_schemes:
  - {name: CrimeSolutions, values: [Effective, Promising]}
"""


def test_a_record_has_its_texts_in_other_languages(valid_record):
    translated = valid_record(language="en", translations={"es": SPANISH})
    assert translated.translations == (RecordText("es", "Una guía", None, "Para jefes de policía."),)
    assert translated.text_in("es").title == "Una guía"


def test_a_record_without_a_translation_keeps_its_own_texts(valid_record):
    plain = valid_record(language="en", summary="For chiefs.")
    assert plain.text_in("es") == RecordText("en", "T", None, "For chiefs.")


def test_a_translation_is_written_as_it_was_read(valid_record):
    translated = valid_record(language="en", translations={"es": SPANISH})
    assert record_json(translated)["translations"] == {"es": SPANISH}


@pytest.mark.parametrize("language", ["fr", "es-MX", "Spanish"])
def test_a_translation_into_an_unknown_language_is_refused(reasons, language):
    ((field, message),) = reasons(translations={language: SPANISH})
    assert (field, message.startswith(f"unknown field '{language}'")) == (f"translations.{language}", True)


@pytest.mark.parametrize(
    ("own", "other"), [("en", "en"), (None, "en"), ("es", "es"), ("es-MX", "es"), ("spa", "es"), ("eng", "en")]
)
def test_a_translation_into_the_language_of_the_record_is_refused(reasons, own, other):
    ((field, message),) = reasons(**({"language": own} if own else {}), translations={other: SPANISH})
    assert (field, message) == (
        f"translations.{other}",
        "the record itself is in this language: write title and summary there",
    )


def test_a_translation_needs_a_title(reasons):
    assert reasons(translations={"es": {"summary": "Para jefes."}}) == [("translations.es.title", "is missing")]


def test_a_record_keeps_the_sources_of_its_facts_for_editors_only(valid_record):
    sourced = valid_record(sources=[{"url": "https://example.org/a", "facts": ["title", "listed_at"]}])
    assert sourced.sources == (Source("https://example.org/a", ("title", "listed_at")),)
    assert "sources" not in record_json(sourced)


@pytest.mark.parametrize("source", [{}, {"facts": ["title"]}])
def test_a_source_without_an_address_is_refused(reasons, source):
    assert reasons(sources=[source]) == [("sources[0].url", "is missing")]


def test_the_address_of_a_source_must_be_a_web_address(reasons):
    ((field, message),) = reasons(sources=[{"url": "my notes"}])
    assert (field, message) == (
        "sources[0].url",
        "'my notes' is not a web address: it must begin with http:// or https://",
    )


def test_a_source_of_something_that_is_no_field_is_refused_with_the_nearest_field(reasons):
    assert reasons(sources=[{"url": "https://example.org/", "facts": ["title", "sumary"]}]) == [
        ("sources[0].facts[1]", "'sumary' is not a field of records: did you mean 'summary'?")
    ]


def test_an_unknown_study_design_is_refused(reasons):
    ((field, message),) = reasons(study_design="guess")
    assert (field, "guess" in message) == ("study_design", True)


@pytest.mark.parametrize(
    ("rating", "expected"),
    [
        (
            {"scheme": "CrimeSolutions", "value": "Excellent"},
            ("rating.value", "'Excellent' is not a rating of CrimeSolutions: use Effective, Promising"),
        ),
        (
            {"scheme": "Stars", "value": "Effective"},
            (
                "rating.scheme",
                "scheme 'Stars' is not known: use CrimeSolutions, or add it to rating_schemes in taxonomy.yaml",
            ),
        ),
    ],
)
def test_a_rating_outside_its_scheme_is_refused_with_file_and_line(tmp_path, rating, expected):
    folder = tmp_path / "corpus"
    (folder / "records").mkdir(parents=True)
    (folder / "records" / "a.yaml").write_text(
        f"id: a\ntitle: T\nrating:\n  scheme: {rating['scheme']}\n  value: {rating['value']}\n"
    )
    taxonomy = parse_taxonomy(TAXONOMY_WITH_SCHEMES, folder / "taxonomy.yaml")
    (problem,) = RecordStore(folder, taxonomy).load().problems
    line = 4 if expected[0] == "rating.scheme" else 5
    assert (problem.field, problem.message) == expected
    assert (problem.file, problem.line) == ("corpus/records/a.yaml", line)


def test_any_rating_is_accepted_where_the_taxonomy_lists_no_schemes(valid_record):
    assert valid_record(rating={"scheme": "Stars", "value": "Five"}).rating.value == "Five"


@pytest.mark.parametrize("value", ["true", "yes", True])
def test_a_sample_is_marked_with_true_or_yes(valid_record, value):
    assert valid_record(sample=value).sample is True


def test_a_sample_marked_with_something_else_is_refused(reasons):
    assert reasons(sample="maybe") == [("sample", "must be true or false")]


def test_the_corpus_of_the_product_lists_the_ratings_of_crimesolutions():
    taxonomy = parse_taxonomy((ROOT / "corpus" / "taxonomy.yaml").read_bytes(), ROOT / "corpus" / "taxonomy.yaml")
    assert {"Effective", "Promising", "Ineffective"} <= set(taxonomy.rating_schemes["CrimeSolutions"])
