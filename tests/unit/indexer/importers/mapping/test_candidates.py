"""What a row becomes as a record, and what is left out of it with which warning."""

import pytest

import factories
from indexer.importers.mapping.candidates import Converter, RecordCandidate, Refusal, UnmappedValue
from indexer.importers.mapping.source_mapping import SourceMapping
from indexer.importers.rows import SourceRow
from indexer.importers.values.date_order import DateOrder


def convert(row, **mapping):
    columns = {name: name for name in row} | mapping.pop("columns", {})
    return Converter(factories.taxonomy(), SourceMapping("s", columns, **mapping)).convert(SourceRow("row 2", row))


def content(row, **mapping):
    candidate = convert({"title": "T", **row}, **mapping)
    assert isinstance(candidate, RecordCandidate)
    return {name: value for name, value in candidate.content.items() if name != "title"}


def test_values_are_understood_as_in_record_files():
    assert content({"published": "May 2024", "topics": "Technology; Gun violence", "pages": "12 pages"}) == {
        "published": "2024-05",
        "topics": ["technology", "gun-violence"],
        "pages": 12,
    }


def test_a_row_without_a_title_is_refused():
    assert convert({"url": "https://example.org/"}) == Refusal("row 2", "it has no title")


def test_a_value_outside_the_vocabulary_is_left_out_and_named_with_the_nearest_one():
    candidate = convert({"title": "T", "topics": ["tecnology", "gardening"]})
    assert "topics" not in candidate.content
    assert candidate.unmapped == (
        UnmappedValue("topics", "tecnology", "technology"),
        UnmappedValue("topics", "gardening", None),
    )


@pytest.mark.parametrize(("meaning", "expected"), [("technology", {"topics": ["technology"]}), ("none", {})])
def test_a_mapped_value_has_the_meaning_that_an_editor_gave_it(meaning, expected):
    assert content({"topics": "gadgets"}, values={"topics": {"gadgets": meaning}}) == expected


def test_a_value_without_a_decision_is_still_listed():
    candidate = convert({"title": "T", "topics": "gadgets"}, values={"topics": {"gadgets": ""}})
    assert [item.value for item in candidate.unmapped] == ["gadgets"]


def test_each_value_between_semicolons_is_named_on_its_own():
    candidate = convert({"title": "T", "topics": "gadgets; Technology; police, fire"})
    assert candidate.content["topics"] == ["technology"]
    assert [item.value for item in candidate.unmapped] == ["gadgets", "police, fire"]


def test_an_invalid_value_is_left_out_with_a_warning_and_the_rest_is_kept():
    candidate = convert({"title": "T", "published": "sometime", "url": "https://example.org/"})
    assert (candidate.content["url"], "published" in candidate.content) == ("https://example.org/", False)
    assert candidate.warnings == (
        "field 'published' was left out: 'sometime' is not a date: write YYYY, YYYY-MM or YYYY-MM-DD",
    )


def test_one_invalid_item_of_a_list_is_left_out_alone():
    documents = [{"url": "https://example.org/a.pdf"}, {"url": "ftp://example.org/b.pdf"}]
    assert content({"documents": documents}) == {"documents": [{"url": "https://example.org/a.pdf"}]}


def test_a_document_whose_file_nobody_has_is_left_out_with_a_warning():
    candidate = convert({"title": "T", "documents": [{"path": "gone.pdf"}]})
    assert "documents" not in candidate.content
    assert candidate.warnings == ("documents: 'gone.pdf' was left out: there is no such file in documents/",)


def test_a_name_with_and_in_it_is_one_name():
    assert content({"publishers": "Bureau of Alcohol, Tobacco, Firearms and Explosives; City of Ames"}) == {
        "publishers": ["Bureau of Alcohol, Tobacco, Firearms and Explosives", "City of Ames"]
    }


def test_organizations_with_a_name_are_that_name():
    assert content({"publishers": [{"@type": "org:Organization", "name": "City of Ames"}]}) == {
        "publishers": ["City of Ames"]
    }


def test_columns_of_one_list_are_put_together():
    columns = {"Author 1": "authors", "Author 2": "authors"}
    assert content({"Author 1": "A. Ames", "Author 2": "B. Bond"}, columns=columns) == {
        "authors": ["A. Ames", "B. Bond"]
    }


def test_of_two_columns_for_one_value_the_first_with_a_value_counts():
    columns = {"issued": "published", "modified": "published"}
    assert content({"issued": "", "modified": "2020"}, columns=columns) == {"published": "2020"}
    assert content({"issued": "2019", "modified": "2020"}, columns=columns) == {"published": "2019"}


def test_a_part_of_a_field_can_have_its_own_column():
    assert content({"ISBN": "978-0-306-40615-7"}, columns={"ISBN": "identifiers.isbn"}) == {
        "identifiers": {"isbn": "978-0-306-40615-7"}
    }


def test_a_resource_with_a_doi_and_no_address_has_that_of_the_doi():
    candidate = convert({"title": "T", "identifiers": {"doi": "doi:10.1000/182"}})
    assert (candidate.content["url"], candidate.record.url) == ("https://doi.org/10.1000/182",) * 2
    assert candidate.source_id == candidate.record.identifiers.doi


@pytest.mark.parametrize("row", [{"url": "https://example.org/x"}, {"id": "own"}])
def test_a_doi_replaces_no_address_and_adds_none_to_our_own_records(row):
    assert content({"identifiers": {"doi": "10.1000/182"}, **row}).get("url") == row.get("url")


def test_what_is_not_a_doi_makes_no_address():
    assert "url" not in content({"identifiers": {"doi": "see the journal"}})


def test_a_column_can_be_two_fields():
    assert content({"Kind": "Webinar"}, columns={"Kind": "format, keywords"}) == {
        "format": "webinar",
        "keywords": ["Webinar"],
    }


def test_a_value_can_have_several_meanings_in_a_list():
    assert content({"topics": "both"}, values={"topics": {"both": "technology, gun-violence"}}) == {
        "topics": ["technology", "gun-violence"]
    }


@pytest.mark.parametrize(
    ("order", "published"), [(DateOrder.DAY_FIRST, "2024-04-03"), (DateOrder.MONTH_FIRST, "2024-03-04")]
)
def test_day_and_month_are_read_in_the_order_of_the_source(order, published):
    assert content({"published": "03/04/2024"}, dates=order) == {"published": published}
    assert content({"published": "25/04/2024"}, dates=order) == {"published": "2024-04-25"}


def test_a_date_with_two_meanings_is_left_out_with_the_setting_that_decides():
    candidate = convert({"title": "T", "Issued": "03/04/2024"}, columns={"Issued": "published"})
    assert "published" not in candidate.content
    (warning,) = candidate.warnings
    assert warning == (
        "column 'Issued': the date was left out, as 03/04/2024 can mean 2024-03-04 or 2024-04-03: write "
        "'dates: month-first' or 'dates: day-first' under 'source: s' in mappings.yaml"
    )


@pytest.mark.parametrize("number", [45383, "45383", 45383.0])
def test_a_date_as_the_number_of_a_spreadsheet_is_read_and_named_with_its_column(number):
    candidate = convert({"title": "T", "Issued": number}, columns={"Issued": "published"})
    assert candidate.content["published"] == "2024-04-01"
    said = f"the number was read as the day that spreadsheets show for it, as {number} is 2024-04-01: check it."
    assert candidate.warnings[0].startswith(f"column 'Issued': {said}")


def test_a_default_is_used_where_the_row_has_nothing():
    defaults = {"format": "publication"}
    assert content({}, defaults=defaults) == {"format": "publication"}
    assert content({"format": "webinar"}, defaults=defaults) == {"format": "webinar"}


def test_a_long_summary_is_cut_at_a_sentence_and_the_rest_becomes_text_to_search():
    sentence = "A sentence about policing that goes on for a while. "
    candidate = convert({"title": "T", "summary": sentence * 500})
    assert candidate.content["summary"].endswith("goes on for a while.")
    assert len(candidate.content["summary"]) <= 20_000
    assert len(candidate.content["summary"]) + len(candidate.text) + 1 == len((sentence * 500).strip())
    assert "the summary was cut at a sentence" in candidate.warnings[0]


def test_a_column_that_is_left_out_leaves_nothing():
    assert content({"notes": "x"}, columns={"notes": "none"}) == {}


@pytest.mark.parametrize(
    ("row", "source_id"),
    [
        ({"source_id": " a/1 "}, "a/1"),
        ({"url": "https://example.org/x"}, "https://example.org/x"),
        ({"published": "2020"}, "T 2020"),
    ],
)
def test_an_item_is_known_by_its_id_or_else_by_its_address_or_title(row, source_id):
    assert convert({"title": "T", **row}).source_id == source_id


def test_a_row_is_tidied_as_records_are():
    assert content({"publishers": "BJA", "url": "https://example.org/a?utm_source=x", "summary": "One &amp; two"}) == {
        "publishers": ["Bureau of Justice Assistance"],
        "url": "https://example.org/a",
        "summary": "One & two",
    }


@pytest.mark.parametrize("meaning", ["gun-violence", "Gun violence"])
def test_a_meaning_can_be_a_value_or_its_label(meaning):
    assert content({"topics": "x"}, values={"topics": {"x": meaning}}) == {"topics": ["gun-violence"]}


def test_a_meaning_that_is_no_value_is_named_with_the_nearest_one():
    candidate = convert({"title": "T", "topics": "x"}, values={"topics": {"x": "tecnology"}})
    assert candidate.warnings == (
        "in mappings.yaml, 'x' under 'topics' means 'tecnology', no value of it: did you mean 'technology'?",
    )
