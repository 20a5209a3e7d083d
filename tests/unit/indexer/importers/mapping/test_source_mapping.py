"""The file of mappings: what editors may write, and the messages for what has no meaning."""

import pytest

from indexer.editing.change_set import EditError
from indexer.importers.mapping.mapping_file import save_mapping
from indexer.importers.mapping.source_mapping import MappingError, SourceMapping, load_mappings


@pytest.fixture
def load(tmp_path):
    """A function that writes the lines of a mapping below its source, and returns the mapping."""

    def load_lines(*lines):
        path = tmp_path / "mappings.yaml"
        path.write_text("\n".join(("- source: s", *(f"  {line}" for line in lines), "")), encoding="utf-8")
        return load_mappings(path)[0]

    return load_lines


def test_a_list_of_fields_is_understood(load):
    assert load("columns:", "  Kind: [format, topics]").columns == {"Kind": "format, topics"}


def test_a_list_of_meanings_is_understood_for_a_field_of_several(load):
    mapping = load("values:", "  topics:", "    Both: [technology, gun-violence]")
    assert mapping.values == {"topics": {"Both": "technology, gun-violence"}}


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (
            ("columns:", "  Kind: {a: b}"),
            "mappings.yaml:3, columns, Kind: must be a field, such as 'topics'",
        ),
        (("columns:", "  Kind: topcs"), "mappings.yaml:3, columns, Kind: 'topcs' is not a field of records: did you"),
        (("columns:", "  Kind: [format, web]"), "'web' is not a field of records"),
        (
            ("columns:", "  Nr.: sorce_id"),
            "mappings.yaml:3, columns, 'Nr.': 'sorce_id' is not a field of records: did you",
        ),
        (("columns:", "  Kind: sorce_id"), "did you mean 'source_id'?"),
        (("columns:", "  Kind: doi"), "did you mean 'identifiers.doi'?"),
        (("columns: [title]",), "mappings.yaml:2, field 'columns': must have a line for each column of the source"),
        (("values: [a]",), "mappings.yaml:2, field 'values': must have a line for each value of the source"),
        (("values:", "  topics: [a, b]"), "mappings.yaml:3, values, topics: must have a line for each value"),
        (("values:", "  topics:", "    Both: {a: b}"), "mappings.yaml:4, values, topics, Both: must be a value"),
        (
            ("values:", "  format:", "    Guide: [publication, toolkit]"),
            "mappings.yaml:4, values, format, Guide: 'Guide' means publication, toolkit here, but a record has one",
        ),
        (("dates: day",), "field 'dates': must be one of: day-first, month-first"),
        (("columns:", "\tKind: format"), "mappings.yaml:3: there is a tab here: use spaces"),
    ],
)
def test_what_has_no_meaning_is_explained_with_its_line(load, lines, message):
    with pytest.raises(MappingError) as error:
        load(*lines)
    assert message in str(error.value)


def test_a_file_that_cannot_be_changed_is_named_with_the_line_of_a_tab(tmp_path):
    path = tmp_path / "mappings.yaml"
    path.write_text("- source: s\n  columns:\n    Kind:\tformat\n", encoding="utf-8")
    with pytest.raises(EditError, match=r"mappings\.yaml: .*there is a tab in line 3, use spaces"):
        save_mapping(path, SourceMapping("s", {"Kind": "format", "Name": "title"}))
