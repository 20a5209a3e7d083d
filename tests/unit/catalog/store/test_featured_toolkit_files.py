"""The files of featured toolkits: every problem is reported with file, line and field, and affects little else."""

import datetime as dt

import pytest

import factories
from catalog.store.editorial.toolkits import load_toolkits
from catalog.toolkit import FeaturedToolkit, Item, Section, Toolkit

RECORDS = ("license-plate-primer", "guide", "talk")
PUBLISHED_WITHOUT_IT = ", so the toolkit is published without it"
PREVIOUS = FeaturedToolkit("a", Toolkit("Previous", sections=(Section("", (Item("guide"), Item("gone"))),)))


@pytest.fixture
def load(tmp_path):
    """Return a function that loads toolkits from texts by file name."""
    factories.write_corpus(tmp_path / "corpus")

    def load_texts(previous=(), **texts):
        (tmp_path / "corpus/toolkits").mkdir(exist_ok=True)
        for name, text in texts.items():
            extension = "" if "." in name else ".yaml"
            (tmp_path / f"corpus/toolkits/{name}{extension}").write_bytes(
                text if isinstance(text, bytes) else text.encode()
            )
        return load_toolkits(tmp_path / "corpus", RECORDS, previous)

    return load_texts


@pytest.fixture
def problem(load):
    """Return a function that loads a toolkit with one problem and returns its line, field and message."""

    def load_invalid(*lines):
        contents = load(a="\n".join(lines))
        (only_problem,) = contents.problems
        assert (only_problem.file, only_problem.kind, contents.items) == ("corpus/toolkits/a.yaml", "toolkit", ())
        return only_problem.line, only_problem.field, only_problem.message

    return load_invalid


def test_every_field_is_read(load):
    contents = load(
        first="""\
title: First steps
purpose: For a small town.
topics: [gun-violence, technology]
agency_size: {sworn_max: 49}
rank: 5
language: es
made: 2026-11-24
items:
  - record: talk
sections:
  - title: Read
    items:
      - record: guide
        note: Begin here.
"""
    )
    assert contents.problems == ()
    sections = (Section("", (Item("talk"),)), Section("Read", (Item("guide", "Begin here."),)))
    toolkit = Toolkit("First steps", "For a small town.", sections, "es", dt.date(2026, 11, 24))
    assert contents.items == (FeaturedToolkit("first", toolkit, ("gun-violence", "technology"), None, 49, 5),)


def test_without_a_folder_there_are_no_toolkits(tmp_path):
    contents = load_toolkits(tmp_path, RECORDS)
    assert (contents.items, contents.problems, contents.retained) == ((), (), False)


def test_toolkits_are_sorted_by_rank_then_by_name(load):
    text = "title: T\nitems: [{record: guide}]\n"
    contents = load(b=text, a=text, c=f"{text}rank: 1\n")
    assert [toolkit.name for toolkit in contents.items] == ["c", "a", "b"]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("items: [{record: guide}]",), (1, "title", "is missing")),
        (("title: T",), (1, "items", "a toolkit needs items, or sections with items")),
        (("title: T", "itms: []"), (2, "itms", "unknown field 'itms': did you mean 'items'?")),
        (("title: T", "secions: []"), (2, "secions", "unknown field 'secions': did you mean 'sections'?")),
        (
            ("title: T", "items:", "  - recrd: guide", "    record: talk"),
            (3, "items[0].recrd", "unknown field 'recrd': "),
        ),
        (("title: T", "items:", "  - note: a"), (3, "items[0].record", "is missing")),
        (
            ("title: T", "items:", "  - [guide, talk]"),
            (3, "items[0]", "must have fields of its own, such as {record: "),
        ),
        (("title: T", "items: guide talk"), (2, "items", "'guide talk' can mean ")),
        (
            ("title: T", "items: [{record: guide}]", "topics: [tecnology]"),
            (3, "topics[0]", "topic 'tecnology': did you mean 'technology'?"),
        ),
        (
            ("title: T", "items: [{record: guide}]", "agency_size: {sworn_min: 9, sworn_max: 2}"),
            (3, "agency_size.sworn_min", "sworn_min 9 is more than sworn_max 2"),
        ),
        (
            ("title: T", "items: [{record: guide}]", "made: soon"),
            (3, "made", "'soon' is not a full date: write YYYY-MM-DD"),
        ),
        (("title: T", "items: [{record: guide}]", "rank: first"), (3, "rank", "must be a whole number")),
        (("title: T", "items: [{record: guide}]", "rank: -1"), (3, "rank", "must be from 0 to 10,000")),
        (
            ("title: T", "sections:", "  - title: Read", "    items:", "      - record: Guide!"),
            (5, "sections[0].items[0].record", "'Guide!' is not a valid id: "),
        ),
        (("title: T", "sections:", "  - items: [{record: guide}]"), (3, "sections[0].title", "is missing")),
        (("title: T", "sections:", "  - title: Read"), (3, "sections[0].items", "is missing")),
        (
            ("title: T", "sections:", "  - title: Read", "    items: []"),
            (4, "sections[0].items", "must have at least one item"),
        ),
        (
            ("title: T", "items: [{record: guide}]", "sections:", "- title: R", "  items:", "  - record: guide"),
            (6, "sections[0].items[0].record", "'guide' is in this toolkit twice"),
        ),
        ((f"title: {'x' * 201}", "items: [{record: guide}]"), (1, "title", "has more than 200 characters")),
        (
            ("title: T", "items:", "  - record: guide", f"    note: {'x' * 1001}"),
            (4, "items[0].note", "has more than 1,000 characters"),
        ),
        (("title: T", "items:", *["  - record: r"] * 101), (2, "items", "has 101 resources; the limit is 100")),
        (("- title: T", "  items: [{record: guide}]", "- title: U"), (3, None, "a second toolkit begins here: ")),
    ],
)
def test_a_problem_is_reported_with_its_line_and_field_and_what_to_write(problem, lines, expected):
    line, field, message = problem(*lines)
    assert (line, field, message[: len(expected[2])]) == expected


def test_all_problems_are_reported_and_affect_only_their_toolkit(load):
    contents = load(a="title: T\nrnk: 1\nitems:\n  - nte: x\n", b="title: T\nitems: [{record: guide}]\n")
    assert [(problem.line, problem.field) for problem in contents.problems] == [
        (2, "rnk"),
        (4, "items[0].record"),
        (4, "items[0].nte"),
    ]
    assert [toolkit.name for toolkit in contents.items] == ["b"]


def test_an_item_whose_record_does_not_exist_is_left_out(load):
    contents = load(
        a="""\
title: T
items:
  - record: talk
  - record: license-plate-prime
sections:
  - title: Gone
    items: [{record: zzzz}]
  - title: Read
    items: [{record: guide}]
"""
    )
    assert [section.title for section in contents.items[0].toolkit.sections] == ["", "Read"]
    assert contents.items[0].toolkit.ids() == ("talk", "guide")
    assert [(problem.line, problem.field, problem.record, problem.message) for problem in contents.problems] == [
        (
            4,
            "items[1].record",
            "license-plate-prime",
            f"there is no record 'license-plate-prime'{PUBLISHED_WITHOUT_IT}: did you mean 'license-plate-primer'?",
        ),
        (
            7,
            "sections[0].items[0].record",
            "zzzz",
            f"there is no record 'zzzz'{PUBLISHED_WITHOUT_IT}",
        ),
    ]


def test_a_toolkit_without_remaining_items_is_left_out(load):
    contents = load(a="title: T\nitems: [{record: zzzz}]\n")
    assert (contents.items, len(contents.problems)) == ((), 1)


@pytest.mark.parametrize(
    ("text", "line"), [("title: [a\nitems: b\n", 1), ("a text", 1), ("", 1), (b"- \xff", 1), ("title: &a [*a]", 1)]
)
def test_an_unreadable_file_keeps_its_previous_toolkit_with_the_records_that_exist(load, text, line):
    contents = load((PREVIOUS,), a=text)
    (problem,) = contents.problems
    (toolkit,) = contents.items
    assert (problem.line, contents.retained, toolkit.name, toolkit.toolkit.ids()) == (line, True, "a", ("guide",))


def test_a_toolkit_whose_file_was_removed_is_removed(load):
    contents = load((PREVIOUS,), b="title: T\nitems: [{record: guide}]\n")
    assert [toolkit.name for toolkit in contents.items] == ["b"]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("First steps.yaml", "'First steps' is not a valid name for a toolkit"),
        ("notes.txt", "is not a toolkit: the name of a toolkit's file ends in .yaml"),
    ],
)
def test_a_file_that_is_not_a_toolkit_is_reported(load, name, message):
    contents = load(**{name: "title: T\nitems: [{record: guide}]\n"})
    (problem,) = contents.problems
    assert (problem.file, problem.message[: len(message)]) == (f"corpus/toolkits/{name}", message)
    assert contents.items == ()


def test_of_two_files_with_the_same_name_the_first_is_used_and_the_other_reported(load):
    text = "title: {}\nitems: [{{record: guide}}]\n"
    contents = load(**{"a.yaml": text.format("One"), "a.yml": text.format("Two")})
    assert [toolkit.toolkit.title for toolkit in contents.items] == ["One"]
    assert [problem.file for problem in contents.problems] == ["corpus/toolkits/a.yml"]


def test_hidden_files_are_ignored(load):
    assert load(**{".a.yaml": "title"}).problems == ()


def test_an_unreadable_folder_keeps_the_previous_toolkits(tmp_path):
    factories.write_corpus(tmp_path / "corpus")
    (tmp_path / "corpus/toolkits").write_text("a file")
    contents = load_toolkits(tmp_path / "corpus", RECORDS, [PREVIOUS])
    assert [(toolkit.name, toolkit.toolkit.ids()) for toolkit in contents.items] == [("a", ("guide",))]
    assert [(problem.file, problem.message) for problem in contents.problems] == [
        ("corpus/toolkits", "this could not be read: Not a directory")
    ]
    assert contents.retained


def test_a_file_that_is_too_large_is_refused_unread(load):
    (problem,) = load(a="title: Many\nitems:\n" + "- record: guide\n" * 100_000).problems
    assert problem.message == "the file is larger than 1,000,000 bytes: split it"
