"""Problems on the terminal: bounded, by cause, the blocking one first, without control over the terminal."""

import json
import re
from pathlib import Path

import pytest

from catalog.model import Document
from factories import publish, record, write_corpus, write_record
from indexer.cli.problems import MAX_PRINTED_LINES

HOSTILE = "\x1b[2J\x07\x9b31m\u202egnp\u2066\u200f\u2028"
CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


@pytest.fixture
def write(folder):
    """A function that writes a record file with any content."""
    write_corpus(folder / "corpus", record("good"), documents={"other.txt": "words"})

    def write_content(name, content, **fields):
        text = content if isinstance(content, str) else json.dumps({"id": name, "title": "T"} | content | fields)
        suffix = "" if "." in name else ".json"
        (folder / "corpus/records" / f"{name}{suffix}").write_text(text, encoding="utf-8")

    return write_content


def test_a_record_with_thousands_of_mistakes_takes_a_few_lines(write, clearinghouse):
    write("a", {f"field{number}": "x" for number in range(20_000)})
    output = clearinghouse("index").stdout
    assert len(output.splitlines()) < 20
    assert "record 'a': has 19,990 more unknown fields" in output
    assert len(json.loads(clearinghouse("index", "--json").stdout)["problems"]) == 11


def test_a_mistake_in_many_records_is_printed_once_with_their_number_and_the_first_places(write, clearinghouse):
    for number in range(30):
        write(f"r{number:02}", {"titel": "T"})
    lines = clearinghouse("index").stdout.splitlines()
    (position,) = (number for number, line in enumerate(lines) if "titel" in line)
    assert lines[position].strip() == "30 records: unknown field 'titel': did you mean 'title'?"
    assert re.fullmatch(r" +\S+/r00\.json:1, \S+/r01\.json:1, \S+/r02\.json:1 and 27 more", lines[position + 1])


def test_similar_mistakes_are_grouped_with_examples(folder, clearinghouse):
    write_corpus(folder / "corpus", *(record(f"r{number:02}", related=(f"gone-{number}",)) for number in range(30)))
    output = clearinghouse("index").stdout
    assert "30 records with the same kind of problem:" in output
    assert ["gone-0" in output, "gone-2" in output, "gone-3" in output] == [True, True, False]


def test_documents_with_the_same_problem_are_named(folder, clearinghouse):
    records = (record(f"r{number}", documents=(Document(path=f"{number}.txt"),)) for number in range(5))
    write_corpus(folder / "corpus", *records, documents={"other.txt": "words"})
    assert "5 documents: This file is missing" in (output := clearinghouse("index").stdout)
    assert "0.txt, 1.txt, 2.txt and 2 more" in output


def test_the_problems_that_prevent_publication_come_first(folder, write, clearinghouse):
    records = [record(f"r{number}", documents=(Document(path=f"{number}.txt"),)) for number in range(30)]
    publish(folder, *records)
    for number in range(25):
        write(f"r{number}", {"format": f"wrong{'x' * number}"})
    write("new", {})
    lines = clearinghouse("index").stdout.splitlines()
    assert "25 records were refused" in lines[-1]
    kinds = [
        word
        for line in lines
        for word in ("format 'wrong", "is missing or empty", "This file is missing")
        if word in line
    ]
    assert kinds[0] == "format 'wrong"


def test_any_number_of_causes_takes_a_bounded_number_of_lines(write, clearinghouse):
    write("good", {f"f{'x' * number}": "" for number in range(15)})
    for number in range(80):
        write(f"r{number:02}", {f"f{'abcdefghij'[digit]}" * (number + 1): "x" for digit in range(3)})
    lines = clearinghouse("index").stdout.splitlines()
    assert len(lines) < MAX_PRINTED_LINES + 10


def test_an_id_that_thousands_of_records_have_is_reported_without_naming_them_all(write, clearinghouse):
    write("many.jsonl", '{"id": "same", "title": "T"}\n' * 3_000)
    report = json.loads(clearinghouse("index", "--json").stdout)
    assert {len(problem["message"]) < 300 for problem in report["problems"]} == {True}
    assert "and 2,994 more" in report["problems"][0]["message"]


def test_of_a_file_with_thousands_of_malformed_lines_a_thousand_are_reported(write, clearinghouse):
    write("many.jsonl", "{\n" * 5_000 + '{"id": "last", "title": "T"}\n')
    report = json.loads(clearinghouse("index", "--json").stdout)
    assert (len(report["problems"]), report["records"]["added"]) == (1_001, 2)
    assert any(
        problem["message"] == "4,000 more parts of this file could not be read" for problem in report["problems"]
    )


def test_a_refused_record_reports_its_missing_documents_and_wrong_references_in_the_same_run(write, clearinghouse):
    documents = [{"label": "no path"}, {"path": "gone.pdf"}]
    write("a", {"format": "webinarr", "documents": documents, "related": ["B", "good", "gone"]})
    report = json.loads(clearinghouse("index", "--json").stdout)
    found = {(problem["field"], problem["kind"]) for problem in report["problems"]}
    assert {("format", "record"), ("documents", "missing"), ("related[2]", "unknown-id")} <= found
    faults = json.loads(clearinghouse("check", "--json").stdout)["faults"]
    assert sorted(faults, key=str) == sorted(report["problems"], key=str)


def test_files_are_named_as_the_terminal_can_open_them(folder, write, clearinghouse, monkeypatch):
    write("a", {"format": "webinarr"})
    place = re.search(r"^ +(\S+):1, record 'a'", clearinghouse("index").stdout, re.MULTILINE)
    assert Path(place[1]).is_absolute()
    monkeypatch.chdir(folder)
    assert "  corpus/records/a.json:1, record 'a'" in clearinghouse("index").stdout


# Control characters and marks of direction


@pytest.fixture
def hostile(folder, write, clearinghouse):
    """The command, after records with hostile names, titles, ids and documents were indexed."""
    write(f"{HOSTILE}", {"id": f"bad{HOSTILE}", f"field{HOSTILE}": HOSTILE, "documents": [{"path": f"\\{HOSTILE}"}]})
    write(f"notes{HOSTILE}.txt", "")
    (folder / "corpus/pages").mkdir()
    (folder / f"corpus/pages/{HOSTILE}.md").write_text("x", encoding="utf-8")
    write_record(folder / "corpus", record("b", title="Plan\nB\u200f"))
    return clearinghouse


@pytest.mark.parametrize(
    "arguments",
    [("index",), ("index", "--dry-run"), ("check",), ("status",), ("search", "plan"), ("search", "--sort", HOSTILE)],
)
def test_no_text_controls_the_terminal(hostile, arguments):
    hostile("index")
    result = hostile(*arguments)
    assert CONTROLS.findall(result.stdout + result.stderr) == []


@pytest.mark.parametrize(
    "arguments", [(f"--{HOSTILE}",), (f"{HOSTILE}",), ("index", f"--{HOSTILE}"), ("rollback", HOSTILE)]
)
def test_no_argument_controls_the_terminal(hostile, arguments):
    hostile("index")
    result = hostile(*arguments)
    assert (result.exit_code, CONTROLS.findall(result.stdout + result.stderr)) == (2, [])


def test_json_escapes_what_could_control_the_terminal_and_means_the_same(hostile):
    result = hostile("index", "--json")
    assert CONTROLS.findall(result.stdout) == []
    assert any("\u202e" in note for note in json.loads(result.stdout)["notes"])


def test_letters_of_every_script_and_emoji_are_printed_as_they_are(folder, clearinghouse):
    title = "\u00d1and\u00fa \u4e2d \u0628\u0644 \U0001f469\u200d\U0001f692 \u201ct\u201d"
    publish(folder, record("a", title=title))
    assert title in clearinghouse("search").stdout
