"""A record is found by the words of its translation, in every engine, and shows it to those who read that language."""

import pytest

from catalog.model import RecordText
from catalog.search.query.tree import Query, Sort
from factories import entry

ENGLISH_ONLY = entry("knives", title="Knives at school", summary="What schools can do.")


@pytest.fixture
def searcher(build):
    cameras = entry(
        "cameras",
        title="Working with metadata",
        summary="How officers label video.",
        language="en",
        translations=(RecordText("es", "Cómo etiquetar videos", None, "Los agentes usan cámaras corporales."),),
    )
    guide = entry(
        "guia",
        title="Zonas seguras",
        summary="Una guía para vecinos.",
        language="es",
        translations=(RecordText("en", "Safe places", None, "A guide for neighbors."),),
    )
    return build(cameras, guide, ENGLISH_ONLY)


def ids(searcher, text="", **options):
    return [hit.record.id for hit in searcher.search(Query(text, **options)).hits]


@pytest.mark.parametrize("text", ["cámaras corporales", "camara corporal", "etiquetar", "How officers label"])
def test_a_record_is_found_by_any_form_of_the_words_of_either_language(searcher, text):
    assert ids(searcher, text) == ["cameras"]


def test_a_spanish_record_is_found_by_its_english_translation(searcher):
    assert ids(searcher, "neighbor places") == ["guia"]


def test_a_record_is_found_by_its_translated_title_as_its_name(searcher):
    (hit, *_) = searcher.search(Query("Cómo etiquetar videos")).hits
    assert (hit.record.id, hit.score > 100) == ("cameras", True)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "Los agentes usan cámaras corporales."),
        (None, None),
        ("en", None),
    ],
)
def test_the_summary_is_marked_in_the_language_of_the_reader(searcher, language, text):
    (hit,) = searcher.search(Query("cámaras", language=language)).hits
    assert [snippet.text for snippet in hit.snippets] == ([text] if text else [])


def test_a_mark_is_at_the_words_of_the_translation(searcher):
    (hit,) = searcher.search(Query("cámara", language="es")).hits
    (snippet,) = hit.snippets
    assert [snippet.text[start:end] for start, end in snippet.marks] == ["cámaras"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("title:etiquetar", ["cameras"]),
        ('title:"etiquetar videos"', ["cameras"]),
        ("title:etiquet*", ["cameras"]),
        ("title:places", ["guia"]),
        ("summary:c\u00e1maras", ["cameras"]),
        ("title:c\u00e1maras", []),
        ("-title:etiquetar school", ["knives"]),
        ("-title:places -title:etiquetar", ["knives"]),
    ],
)
def test_the_name_of_a_field_includes_its_translations(searcher, text, expected):
    assert ids(searcher, text) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (None, ["knives", "cameras", "guia"]),
        ("es", ["cameras", "knives", "guia"]),
        ("en", ["knives", "guia", "cameras"]),
    ],
)
def test_titles_are_sorted_as_they_are_shown(searcher, language, expected):
    assert ids(searcher, sort=Sort.TITLE, language=language) == expected


@pytest.mark.parametrize(
    ("typed", "language", "title"),
    [
        ("etiq", "es", "Cómo etiquetar videos"),
        ("metad", "es", "Cómo etiquetar videos"),
        ("metad", None, "Working with metadata"),
        ("zonas", "en", "Safe places"),
        ("knives", "es", "Knives at school"),
    ],
)
def test_suggested_titles_are_in_the_language_of_the_reader(searcher, typed, language, title):
    assert [resource.title for resource in searcher.suggest(typed, language=language).resources] == [title]


def test_a_sample_comes_after_a_real_resource_on_the_same_subject(build):
    searcher = build(
        entry("a-sample", title="Casualty care: a podcast", summary="Casualty care for officers.", sample=True),
        entry("real", title="Care at the scene", summary="What officers do until medics come: casualty care."),
    )
    assert ids(searcher, "casualty care") == ["real", "a-sample"]


@pytest.mark.parametrize(
    ("typed", "language", "completions"),
    [
        ("eti", None, ()),
        ("eti", "es", ("etiquetar videos",)),
        ("cóm", "es", ("cómo etiquetar videos",)),
        ("meta", None, ("metadata",)),
        ("lab", None, ()),
    ],
)
def test_completions_are_parts_of_titles_in_the_reader_s_language_and_never_of_summaries(
    searcher, typed, language, completions
):
    assert searcher.suggest(typed, language=language).completions == completions
