"""The file of best bets: every problem is reported with file, line and field, and affects only its bet."""

import datetime as dt

import pytest

from catalog.editorial.bets import Bet, BetLink
from catalog.store.editorial.best_bets import load_bets

RECORDS = ("license-plate-primer", "guide")


@pytest.fixture
def load(tmp_path):
    """Return a function that loads a file of best bets with this text."""

    def load_text(text, previous=()):
        (tmp_path / "corpus").mkdir(exist_ok=True)
        path = tmp_path / "corpus" / "best_bets.yaml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return load_bets(tmp_path / "corpus", RECORDS, previous)

    return load_text


@pytest.fixture
def problem(load):
    """Return a function that loads a best bet with one problem and returns its line, field and message."""

    def load_invalid(*lines):
        contents = load("\n".join(f"{'-' if not number else ' '} {line}" for number, line in enumerate(lines)))
        (only_problem,) = contents.problems
        assert (only_problem.file, only_problem.kind, contents.items) == ("corpus/best_bets.yaml", "best-bet", ())
        return only_problem.line, only_problem.field, only_problem.message

    return load_invalid


def test_every_field_is_read(load):
    contents = load(
        """\
- queries: [lpr, 911]
  record: guide
  text: Read this first.
  from: 2026-01-01
  until: '2026-06-30'
  language: en
- queries: [elsewhere]
  link: {url: 'https://example.org/', title: A page}
"""
    )
    assert contents.problems == ()
    assert contents.items == (
        Bet(
            ("lpr", "911"),
            "guide",
            None,
            "Read this first.",
            dt.date(2026, 1, 1),
            dt.date(2026, 6, 30),
            "en",
        ),
        Bet(("elsewhere",), link=BetLink("https://example.org/", "A page")),
    )


def test_without_a_file_there_are_no_best_bets(tmp_path):
    contents = load_bets(tmp_path, RECORDS, (Bet(("a",), "guide"),))
    assert (contents.items, contents.problems, contents.retained) == ((), (), False)


@pytest.mark.parametrize("text", ["", "# none yet\n", "[]"])
def test_the_file_may_be_empty(load, text):
    contents = load(text, (Bet(("a",), "guide"),))
    assert (contents.items, contents.problems) == ((), ())


def test_a_blank_field_counts_as_missing(load):
    (bet,) = load("- queries: [a]\n  record: guide\n  text:\n  link:\n").items
    assert (bet.text, bet.link) == (None, None)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            ("queries: [a]", "record: guide", "unitl: 2026-01-01"),
            (3, "unitl", "unknown field 'unitl': did you mean 'until'?"),
        ),
        (("record: guide", "queries: {a: b}"), (2, "queries", "must be a list: ")),
        (("record: guide", "queries: []"), (2, "queries", "must have at least one search")),
        (("record: guide",), (1, "queries", "is missing")),
        (("queries: [a]",), (1, "record", "a best bet needs either a record or a link")),
        (
            ("queries: [a]", "record: guide", "link: {url: 'https://example.org', title: A}"),
            (2, "record", "a best bet needs either a record or a link"),
        ),
        (
            ("queries: [a]", "record: license-plate-prime"),
            (2, "record", "there is no record 'license-plate-prime': did you mean 'license-plate-primer'?"),
        ),
        (("queries: [a]", "record: zzz"), (2, "record", "there is no record 'zzz'")),
        (("queries: [a]", "record: Guide!"), (2, "record", "'Guide!' is not a valid id: ")),
        (
            ("queries: [a]", "link:", "  url: ftp://example.org", "  title: A"),
            (3, "link.url", "'ftp://example.org' is not a web address: "),
        ),
        (("queries: [a]", "link:", "  url: https://example.org"), (2, "link.title", "is missing")),
        (
            ("queries: [a]", "link: {url: 'https://example.org', tilte: A, title: B}"),
            (2, "link.tilte", "unknown field 'tilte': did you mean 'title'?"),
        ),
        (("record: guide", "queries:", "  - a", "  - topic:technology"), (4, "queries[1]", "'topic:technology' ")),
        (("record: guide", "queries: ['\"a b\" c']"), (2, "queries[0]", "'\"a b\" c' would match nothing: ")),
        (("record: guide", "queries: ['']"), (2, "queries[0]", "has no value: write one, or remove the item")),
        (("queries: [a]", "record: guide", "from: 2026"), (3, "from", "'2026' has no month and no day: ")),
        (("queries: [a]", "record: guide", "until: soon"), (3, "until", "'soon' is not a full date: write YYYY-MM-DD")),
        (
            ("queries: [a]", "record: guide", "until: 2026-01-01", "from: 2026-01-02"),
            (4, "from", "from 2026-01-02 is after until 2026-01-01"),
        ),
        (("queries: [a]", "record: guide", "language: Spanish!"), (3, "language", "must be a language code such as ")),
        (
            ("queries: [a]", "record: guide", f"text: {'x' * 301}"),
            (3, "text", "has more than 300 characters: one sentence is enough"),
        ),
    ],
)
def test_a_problem_is_reported_with_its_line_and_field_and_what_to_write(problem, lines, expected):
    line, field, message = problem(*lines)
    assert (line, field, message[: len(expected[2])]) == expected


def test_all_problems_of_all_bets_are_reported(load):
    contents = load(
        """\
- queries: [a]
  record: gone
  form: 2026-01-01
  until: soon
- queries: [b]
  record: guide
- text
- link: {title: C}
"""
    )
    assert [(problem.line, problem.field) for problem in contents.problems] == [
        (2, "record"),
        (3, "form"),
        (4, "until"),
        (7, None),
        (8, "queries"),
        (8, "link.url"),
    ]
    assert [bet.queries for bet in contents.items] == [("b",)]
    assert contents.problems[3].message == "item 3 of the list is not a best bet: a best bet has fields"


@pytest.mark.parametrize(
    ("text", "line"), [("- queries: [a\n  record: b\n", 1), ("a text", 1), (b"- \xff", 1), ("- &a [*a]", 1)]
)
def test_an_unreadable_file_keeps_the_previous_bets_whose_records_exist(load, text, line):
    previous = (Bet(("a",), "guide"), Bet(("b",), "gone"), Bet(("c",), link=BetLink("https://example.org/", "C")))
    contents = load(text, previous)
    (problem,) = contents.problems
    assert (problem.line, contents.retained, contents.items) == (line, True, (previous[0], previous[2]))


def test_a_single_bet_needs_no_list(load):
    assert [bet.record for bet in load("queries: [a]\nrecord: guide\n").items] == ["guide"]
