"""Which column becomes which field."""

import pytest

import factories
from indexer.importers.mapping.guessing import guess_columns, guess_mapping
from indexer.importers.mapping.source_mapping import SourceMapping


def guess(**samples):
    return guess_columns(samples, factories.taxonomy())


@pytest.mark.parametrize(
    ("heading", "target"),
    [
        ("title", "title"),
        ("Agency Size", "agency_size"),
        ("Name", "title"),
        ("Abstract", "summary"),
        ("landingPage", "url"),
        ("Date of publication", "published"),
        ("Date added", "none"),
        ("Issued", "published"),
        ("guid", "source_id"),
        ("DOI", "identifiers.doi"),
        ("Report number", "identifiers.report"),
        ("publisher.name", "publishers"),
        ("What is it about?", "summary"),
        ("Nr.", "source_id"),
        ("No.", "source_id"),
        ("Number", "source_id"),
        ("modified", "none"),
        ("status", "none"),
        ("access_level", "none"),
    ],
)
def test_a_heading_has_its_field(heading, target):
    assert guess_columns({heading: [""]}, factories.taxonomy()) == {heading: target}


def test_a_column_whose_values_the_field_refuses_is_left_out():
    assert guess(size=[7891488, 1377557908]) == {"size": "none"}
    assert guess(size=["under 50", "1,000 or more"]) == {"size": "agency_size"}


def test_numbers_that_many_rows_share_are_not_those_of_items():
    assert guess(Title=["A", "B"], No=[1, 2]) == {"Title": "title", "No": "source_id"}
    assert guess(Title=["A", "B", "C"], No=[1, 1, 2]) == {"Title": "title", "No": "none"}


def test_authors_with_the_last_name_first_are_recognized():
    assert guess_columns({"Author(s)": ["Doe, Jane"]}, factories.taxonomy()) == {"Author(s)": "authors"}


def test_a_column_named_as_a_field_comes_before_one_that_may_mean_it():
    assert guess(name=["x"], title=["y"]) == {"name": "none", "title": "title"}


def test_a_column_of_file_types_beside_one_of_types_is_not_the_format():
    assert guess(type=["Dataset"], format=["CSV"]) == {"type": "format", "format": "none"}


def test_a_column_of_formats_beside_one_of_types_is_the_format():
    assert guess(type=["x"], format=["Webinar"]) == {"type": "none", "format": "format"}


def test_headings_in_other_words_have_their_fields():
    row = {
        "Title of publication": "Tracing guns",
        "Web link": "https://example.org/1",
        "Year published": "2021",
        "Type of resource": "Guide",
        "Keywords/tags": "guns",
        "Abstract/description": "How to trace a gun.",
        "Organisation": "City of Ames",
        "Topic area": "Guns",
        "Ref no.": "12",
    }
    assert list(guess(**{heading: [value] for heading, value in row.items()}).values()) == (
        "title url published format keywords summary publishers topics source_id".split()
    )


def test_headings_in_spanish_have_their_fields():
    headings = [
        "Título del recurso",
        "Enlace",
        "Año de publicación",
        "Palabras clave",
        "Resumen",
        "Organización",
        "Tema(s)",
    ]
    assert list(guess_columns({heading: [""] for heading in headings}, factories.taxonomy()).values()) == (
        "title url published keywords summary publishers topics".split()
    )


def test_columns_with_numbers_share_a_list():
    assert guess(**{"Author 1": ["A"], "Author 2": ["B"]}) == {"Author 1": "authors", "Author 2": "authors"}


def test_minutes_are_not_taken_for_seconds():
    assert guess(Minutes=["45"], **{"Length (minutes)": ["45"]}) == {"Minutes": "none", "Length (minutes)": "none"}
    assert guess(Duration=["45"]) == {"Duration": "none"}
    assert guess(Duration=["45 min"]) == {"Duration": "duration_s"}


def test_a_column_of_dates_whose_day_and_month_can_be_exchanged_is_one_of_dates():
    assert guess(Date=["03/04/2024"]) == {"Date": "published"}


def test_the_link_of_a_title_is_that_of_the_resource():
    assert guess(**{"Title": ["x"], "Title (link)": ["https://example.org/"]})["Title (link)"] == "url"
    assert guess(**{"Publisher": ["x"], "Publisher (link)": ["https://example.org/"]})["Publisher (link)"] == "none"


@pytest.mark.parametrize(
    ("heading", "values", "target"),
    [
        ("Where to find it", ["https://example.org/1", "https://example.org/2"], "url"),
        ("Logo", ["https://example.org/1.png"], "none"),
        ("Cuándo", ["2021", "2022"], "published"),
        ("Last changed", ["2021-02-03"], "none"),
        (
            "What it says",
            ["How three cities in one state trace the guns that officers find. " * 2],
            "summary",
        ),
        ("Field of work", ["Technology", "Gun violence; Technology", "Other"], "topics"),
        ("Sort", ["Webinar", "Podcast"], "format"),
        ("Remark 7", ["yes", "no"], "none"),
    ],
)
def test_the_values_of_a_column_tell_what_its_heading_does_not(heading, values, target):
    assert guess(**{heading: values}) == {heading: target}


def test_of_two_columns_with_the_same_kind_of_values_none_is_guessed():
    assert guess(here=["https://example.org/1"], there=["https://example.org/2"]) == {"here": "none", "there": "none"}


def test_what_an_editor_decided_is_not_guessed_again():
    known = {"Nombre": "title", "Link": "none"}
    assert guess_columns({"Nombre": [""], "Link": [""], "Title": [""]}, factories.taxonomy(), known=known) == {
        "Nombre": "title",
        "Link": "none",
        "Title": "none",
    }


def test_types_of_references_that_are_obvious_have_a_format():
    samples = {"type": ["RPRT", "JOUR", "VIDEO", "THES"]}
    mapping = guess_mapping(SourceMapping("s", format="ris"), samples, factories.starter_formats())
    assert mapping.values == {"format": {"JOUR": "publication", "RPRT": "publication"}}


def test_a_taxonomy_without_a_word_for_a_type_of_references_has_no_format_for_it():
    mapping = guess_mapping(SourceMapping("s", format="ris"), {"type": ["RPRT"]}, factories.taxonomy())
    assert mapping.json["columns"] == {"type": "format"}
    assert "values" not in mapping.json


@pytest.mark.parametrize(
    ("dates", "order"),
    [
        (["04/13/2021", "05/21/2020", "1/30/2019", "03/04/2024"], "month-first"),
        (["13/04/2021", "21/05/2020", "30.1.2019", "03/04/2024"], "day-first"),
        (["13/04/2021", "21/05/2020", "30/1/2019", "04/13/2024"], None),
        (["13/04/2021", "03/04/2024"], None),
        (["2021-04-13"] * 5, None),
    ],
)
def test_dates_with_one_meaning_tell_the_order_of_the_others(dates, order):
    mapping = guess_mapping(SourceMapping("s"), {"issued": dates}, factories.taxonomy())
    assert mapping.dates == order


@pytest.mark.parametrize("texts", [["Click here", "https://example.org/b"], ["Click here"]])
def test_the_addresses_of_links_are_those_of_resources_like_texts_that_are_addresses(texts):
    samples = {"Title": ["Guns"], "Link (link)": ["https://example.org/a"], "Link": texts}
    columns = guess_columns(samples, factories.taxonomy())
    assert columns == {"Title": "title", "Link (link)": "url", "Link": "url" if len(texts) > 1 else "none"}
    assert guess_columns(dict(reversed(samples.items())), factories.taxonomy()) == columns
