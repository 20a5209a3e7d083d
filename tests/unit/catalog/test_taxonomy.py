"""The taxonomy finds and labels values, and mistakes in its file are reported."""

import os
import re

import pytest
import yaml

from catalog.errors import TaxonomyError
from catalog.facets import FACET_NAMES, FacetValue
from catalog.model import AgencySize, Rating
from catalog.store.taxonomy import load_taxonomy
from catalog.taxonomy import Taxonomy
from catalog.text import nearest, slug
from catalog.vocabularies import CitationType, Term
from factories import TAXONOMY, entry


@pytest.fixture
def load(tmp_path):
    """Return a function that loads a taxonomy from the text of its file."""

    def load_text(content):
        path = tmp_path / "taxonomy.yaml"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return load_taxonomy(path)

    return load_text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Gun violence", "gun-violence"),
        ("  U.S. Department of Justice ", "u-s-department-of-justice"),
        ("\u00c9tude & Co", "etude-co"),
        ("---", ""),
        ("\u4e2d\u6587", ""),
        ("x" * 100, "x" * 80),
        ("x" * 79 + " y", "x" * 79),
    ],
)
def test_a_slug_has_lowercase_letters_digits_and_hyphens(text, value):
    assert slug(text) == value


def test_the_nearest_word_is_the_most_similar_one():
    assert nearest("tecnology", ["topic", "technology", "terminology"]) == "technology"


def test_a_word_similar_to_no_other_has_no_nearest_word():
    assert nearest("zzz", ["technology"]) is None
    assert nearest("technology", []) is None


@pytest.mark.parametrize(
    ("words", "value"),
    [("webinar", "webinar"), ("Webinars", "webinar"), ("WEBINAR", "webinar"), ("web", None), ("", None), ("-", None)],
)
def test_a_value_is_found_by_its_value_label_and_plural(taxonomy, words, value):
    assert taxonomy.find("format", words) == value


def test_a_value_is_found_by_its_synonyms_and_without_hyphens(taxonomy):
    assert (taxonomy.find("publisher", "Bja"), taxonomy.find("topic", "gun violence")) == ("bja", "gun-violence")


def test_a_facet_without_a_vocabulary_has_no_terms(taxonomy):
    assert (taxonomy.terms("rating"), taxonomy.find("rating", "x"), taxonomy.term("rating", "x")) == ((), None, None)


def test_an_unlisted_value_is_its_own_label(taxonomy):
    assert (taxonomy.label("topic", "gun-violence"), taxonomy.label("language", "fr")) == ("Gun violence", "fr")


def test_terms_are_in_the_order_of_the_file(taxonomy):
    assert [term.value for term in taxonomy.terms("agency_size")] == ["small", "midsize", "large", "major"]


@pytest.mark.parametrize("name", ["BJA", "bja", "bureau of justice assistance"])
def test_a_listed_publisher_is_found_by_each_of_its_names(taxonomy, name):
    assert taxonomy.publisher(name).value == "bja"


def test_an_unlisted_publisher_has_its_own_name(taxonomy):
    assert taxonomy.publisher("Town of Example") == Term("town-of-example", "Town of Example")


@pytest.mark.parametrize(
    ("size", "values"),
    [
        (None, ("small", "midsize", "large", "major")),
        (AgencySize(None, 49), ("small",)),
        (AgencySize(49, 50), ("small", "midsize")),
        (AgencySize(250), ("large", "major")),
        (AgencySize(120, 120), ("midsize",)),
        (AgencySize(0, 0), ("small",)),
    ],
)
def test_a_range_of_officers_has_every_agency_size_it_overlaps(taxonomy, size, values):
    facet_values = taxonomy.facet_values(entry(agency_size=size))["agency_size"]
    assert tuple(facet_value.value for facet_value in facet_values) == values


def test_an_entry_has_values_in_every_facet_without_duplicates(taxonomy):
    classified = entry(
        pages=["text"],
        topics=("technology", "technology"),
        format="webinar",
        agency_size=AgencySize(None, 49),
        audiences=("chief",),
        publishers=("BJA", "Bureau of Justice Assistance", "Town of Example", "\u4e2d"),
        engagement=("operations",),
        language="fr",
        rating=Rating("CrimeSolutions", "Effective"),
        study_design="survey",
    )
    assert taxonomy.facet_values(classified) == {
        "topic": (FacetValue("technology", "Technology"),),
        "format": (FacetValue("webinar", "Webinar"),),
        "agency_size": (FacetValue("small", "Small (under 50 sworn)"),),
        "availability": (),
        "audience": (FacetValue("chief", "Chiefs"),),
        "publisher": (
            FacetValue("bja", "Bureau of Justice Assistance"),
            FacetValue("town-of-example", "Town of Example"),
        ),
        "engagement": (FacetValue("operations", "Operations"),),
        "media": (FacetValue("pdf", "PDF"),),
        "language": (FacetValue("fr", "fr"),),
        "rating": (FacetValue("crimesolutions-effective", "CrimeSolutions: Effective"),),
        "study_design": (FacetValue("survey", "Survey study"),),
    }


def test_a_minimal_entry_has_every_agency_size_and_no_other_values(taxonomy):
    facet_values = taxonomy.facet_values(entry())
    assert tuple(facet_values) == FACET_NAMES
    assert [name for name, values in facet_values.items() if values] == ["agency_size"]


def test_a_taxonomy_is_loaded_from_its_file(load, taxonomy):
    assert load(yaml.safe_dump(TAXONOMY)) == taxonomy


def test_a_part_may_be_missing_or_empty(load):
    assert load("topics:\nformats: []\n") == Taxonomy()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "the taxonomy must have the parts topics, formats,"),
        ("[]", "the taxonomy must have the parts"),
        ("topic: []", "unknown part 'topic'; known parts are topics,"),
        ("_by_facet: []", "unknown part '_by_facet'"),
        ("topics: text", "'topics' must be a list"),
        ("topics: [text]", "topics, item 1: needs a value and a label"),
        ("topics: [{value: a}]", "topics, item 1: needs a value and a label"),
        ("topics: [{value: a, label: A, colour: red}]", "known keys: value, label, plural, description,"),
        ("topics: [{value: a, label: A}, {value: a, label: B}]", "topics, item 2: 'a' is used twice"),
        (
            "topics: [{value: Gun violence, label: A}]",
            "item 1: 'Gun violence' is not a valid value: use a-z, 0-9 and hyphens",
        ),
        ("topics: [{value: '', label: A}]", "topics, item 1: '' is not a valid value: use a-z, 0-9 and hyphens"),
        ("topics: [{value: 911, label: A}]", "topics, item 1"),
        ("topics: [{value: a, label: A, synonyms: 5}]", "topics, item 1"),
        ("topics: [{value: a, label: 911}]", "topics, item 1"),
        ("topics: [{value: a, label: A, synonyms: [911]}]", "topics, item 1"),
        ("topics: [{value: a, label: A, synonyms: text}]", "topics, item 1"),
        ("agency_sizes: [{value: a, label: A, sworn_min: many}]", "agency_sizes, item 1"),
        (
            "formats: [{value: a, label: A, reading_minutes: soon}]",
            "item 1: 'reading_minutes' must be a whole number of",
        ),
        ("formats: [{value: a, label: A, reading_minutes: 0}]", "item 1: 'reading_minutes' must be a whole number of"),
        (
            "formats: [{value: a, label: A, reading_minutes: yes}]",
            "'reading_minutes' must be a whole number of minutes",
        ),
        ("formats: [{value: a, label: A, citation_type: film}]", "must be one of report, web-page, course, video,"),
        ("formats: [{value: a, label: A, citation_type: [report]}]", "formats, item 1: 'citation_type' must be one of"),
        ("formats: [{value: a, label: A, icon: A film}]", "item 1: 'icon' must be the name of a symbol"),
        ("topics: [{value: a, label: A, icon: webinar}]", "topics, item 1: needs a value and a label"),
        ("formats: [{value: a, label: A, colour: red}]", "sworn_max, reading_minutes, citation_type, icon, es"),
        ("topics: [{value: a, label: A, colour: red}]", "sworn_min, sworn_max, es"),
        ("synonyms: text", "'synonyms' must be a list of lists"),
        ("known_words: text", "'known_words' must be a list of words"),
        ("known_words: [swatting, 911]", "known_words, item 2: needs a single word"),
        ("known_words: [ghost gun]", "known_words, item 1: needs a single word"),
        ("synonyms: [text]", "'synonyms' must be a list of lists"),
        ("synonyms: [[a, b], [emergency, 911]]", "synonyms, group 2: put quotes around words that look like numbers"),
        ("one_way_synonyms: text", "'one_way_synonyms' must be a list"),
        ("one_way_synonyms: [{for: [feds]}]", "one_way_synonyms, item 1: needs 'for' and 'also'"),
        ("one_way_synonyms: [{for: [a], also: [b]}, {for: [], also: [b]}]", "one_way_synonyms, item 2: needs"),
        ("topics: [{value: a, label: A, description: 2016-13-45}]", "the taxonomy could not be read"),
        ("[" * 5000, "the taxonomy could not be read"),
        ("topics: [", "the taxonomy could not be read"),
        (b"topics: \xff", "the taxonomy could not be read"),
        ("topics: [{value: on, label: On}]", "topics, item 1"),
    ],
)
def test_a_mistake_in_the_file_is_reported_with_its_location(load, content, message):
    with pytest.raises(TaxonomyError, match=re.escape(message)):
        load(content)


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("topics: []\nformat: []", 2),
        ("formats: []\n\ntopics: text", 3),
        ("topics:\n- {value: a, label: A}\n- {value: a, label: B}", 3),
        ("topics:\n- value: a\n  label: A\n  es: {label: 5}", 2),
        ("synonyms:\n- [a, b]\n- [c, 911]", 3),
        ("known_words:\n- swatting\n- ghost gun", 3),
        ("topics:\n- {value: a, label: A}\nformats: [", 3),
        ("known_words: [swatting]\nsynonyms: []\nknown_words: [doxing]", 3),
        ("topics:\n- value: a\n  label: A\n  label: B", 4),
        (b"topics: []\nknown_words: [caf\xe9]", 2),
    ],
)
def test_a_mistake_in_the_file_is_reported_with_its_line(load, content, line):
    with pytest.raises(TaxonomyError, match=rf"taxonomy\.yaml:{line}: "):
        load(content)


def test_a_syntax_error_is_explained_in_plain_words(load):
    with pytest.raises(TaxonomyError, match="put quotes around a value with a colon in it"):
        load("topics:\n- value: a\n  label: A: B")


def test_a_format_defines_defaults_for_its_resources(load):
    columns = "reading_minutes: 45, citation_type: video, icon: webinar"
    (term,) = load(f"formats: [{{value: talk, label: Talk, {columns}}}]").formats
    assert (term.reading_minutes, term.citation_type, term.icon) == (45, CitationType.VIDEO, "webinar")


def test_a_format_needs_no_defaults(load):
    (term,) = load("formats: [{value: talk, label: Talk}]").formats
    assert (term.reading_minutes, term.citation_type, term.icon) == (None, None, "")


def test_a_taxonomy_that_is_a_pipe_is_refused_and_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "taxonomy.yaml")
    with pytest.raises(TaxonomyError, match=r"taxonomy\.yaml: .* not a regular file"):
        load_taxonomy(tmp_path / "taxonomy.yaml")


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(TaxonomyError, match=r"nowhere\.yaml is missing: .* copy corpus/taxonomy\.yaml"):
        load_taxonomy(tmp_path / "nowhere.yaml")


def test_a_term_has_its_spanish_words_and_english_ones_where_it_has_none(load):
    spanish = load(SPANISH).in_language("es")
    assert spanish.term("topic", "gun-violence").label == "Violencia con armas"
    assert spanish.term("topic", "gun-violence").description == "In English."
    assert spanish.label("topic", "other") == "Other"
    assert load(SPANISH).label("topic", "gun-violence") == "Gun violence"


@pytest.mark.parametrize("translation", ["{description: x}", "[x]", "{label: 5}", "{label: x, value: y}"])
def test_a_mistake_in_a_translation_is_reported_with_the_known_keys(load, translation):
    with pytest.raises(TaxonomyError, match=r"topics, item 1: 'es' .*label, plural, description"):
        load(f"topics: [{{value: a, label: A, es: {translation}}}]")


SPANISH = """
topics:
  - {value: gun-violence, label: Gun violence, description: In English., es: {label: Violencia con armas}}
  - {value: other, label: Other}
"""
