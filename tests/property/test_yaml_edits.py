"""Whatever changes in a record file, the file has the new values, and the lines of all other fields as they were."""

from hypothesis import given
from hypothesis import strategies as st

from catalog.store.files.yaml_json import parse_yaml
from indexer.editing.texts.yaml_text import REMOVED, YamlEdit, edit_yaml

FIELDS = {
    "id": "id: a-record\n",
    "title": "title: 'A title: with a colon'  # checked\n",
    "summary": "summary: >-\n  Several lines of text,\n  folded.\n\n",
    "topics": "# main topic first\ntopics: [technology, gun-violence]\n",
    "keywords": "keywords:\n- one  # at the margin\n- 'two'\n",
    "documents": 'documents:\n  - path: a.pdf\n    # a comment inside\n    label: "A"\n',
    "translations": "translations:\n  es:\n    title: Un título\n",
}
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60).filter(lambda text: text == text.strip())
VALUES = st.one_of(
    TEXTS,
    st.text(" :#-'\"[]{}&*!|>%@`,?\n\tabAB019~\u00e9", max_size=12),
    st.lists(TEXTS, max_size=4),
    st.dictionaries(st.sampled_from(["path", "label"]), TEXTS, min_size=1),
    st.integers(0, 10**6),
    st.just(REMOVED),
)


def plain(value):
    """Return a value as the parser reads it: every scalar is text, without fields that have none."""
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, list) else str(value)


@given(st.permutations(list(FIELDS)), st.dictionaries(st.sampled_from([*FIELDS, "url", "x y"]), VALUES, max_size=4))
def test_a_file_has_its_new_values_and_everything_else_as_it_was(names, changes):
    source = "".join(FIELDS[name] for name in names)
    before, _ = parse_yaml(source)
    after = edit_yaml(source, [YamlEdit((name,), value) for name, value in changes.items()], tuple(FIELDS))
    expected = {name: value for name, value in {**before, **changes}.items() if value is not REMOVED}
    assert parse_yaml(after) == ({name: plain(value) for name, value in expected.items()} or None, "")
    for name in set(FIELDS) - changes.keys():
        assert FIELDS[name].strip() in after
