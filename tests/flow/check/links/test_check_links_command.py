"""The command `check-links`: its report, ignored links, and new addresses."""

import json
import shutil
import subprocess

import pytest
import yaml

from catalog.model import Document
from factories import record, write_corpus
from raw_server import answer, redirect

PAGE = answer("<title>Patrol report</title>", Content_Type="text/html")


@pytest.fixture(autouse=True)
def low_limits(monkeypatch):
    monkeypatch.setenv("CATALOG_HARVEST_ALLOW", "127.0.0.0/8")
    monkeypatch.setenv("CATALOG_HARVEST_DELAY_S", "0")
    monkeypatch.setenv("CATALOG_GIT_COMMITS", "false")


@pytest.fixture
def check(clearinghouse):
    """A function that runs the command, and returns the exit code and the JSON."""

    def run(*arguments):
        result = clearinghouse("check-links", "--json", *arguments)
        return result.exit_code, json.loads(result.stdout)

    return run


def dead_after(check_on):
    """Check on enough days to call a missing page dead."""
    for day in (-4, -3, -1):
        check_on(day)


def test_the_json_names_records_lines_and_ways_on(server, check, folder, check_on):
    write_corpus(folder / "corpus", record("a", url=f"{server.url}/a"))
    dead_after(check_on)
    exit_code, report = check()
    link = report["hosts"][0]["links"][0]
    assert (exit_code, report["links"]["dead"], report["hosts"][0]["host"]) == (1, 1, "127.0.0.1")
    use = link["records"][0]
    assert (use["record"], use["field"], use["line"] > 1) == ("a", "url", True)
    assert link["archived_url"] == f"https://web.archive.org/web/2/{server.url}/a"
    assert link["status_code"] == 404


def test_the_archived_copy_is_never_asked_for(server, clearinghouse, folder, check_on, internet):
    write_corpus(folder / "corpus", record("a", url=f"{server.url}/a"))
    dead_after(check_on)
    output = clearinghouse("check-links").output
    assert "There may be a copy at https://web.archive.org/web/2/" in output
    assert {address for address, _ in internet.attempts} == {"127.0.0.1"}


def test_links_that_work_are_exit_code_0(server, check, folder):
    write_corpus(folder / "corpus", record("a", url=f"{server.url}/a"))
    server.routes["/a"] = PAGE
    assert check()[0] == 0


def test_a_link_that_fails_for_the_first_time_is_no_reason_for_alarm(server, check, folder):
    write_corpus(folder / "corpus", record("a", url=f"{server.url}/a"))
    exit_code, report = check()
    assert (exit_code, report["links"]["failing"]) == (0, 1)


def ignore(folder, *items):
    (folder / "corpus" / "ignored_links.yaml").write_text(yaml.safe_dump(list(items)))


def test_an_ignored_link_is_not_asked_for_or_reported(server, check, folder):
    write_corpus(folder / "corpus", record("a", url=f"{server.url}/a"), record("b", url=f"{server.url}/b"))
    ignore(folder, {"url": f"{server.url}/a", "reason": "Members only."})
    _, report = check()
    assert (report["links"]["ignored"], report["links"]["failing"]) == (1, 1)
    assert "/a" not in server.requests


def test_all_links_of_a_host_can_be_ignored(check, folder, internet):
    write_corpus(folder / "corpus", record("a", url="https://www.va.gov/a"), record("b", url="https://va.gov/b"))
    ignore(folder, {"host": "www.va.gov", "reason": "Answers no program."})
    _, report = check()
    assert report["links"]["ignored"] == 2
    assert internet.lookups == []


def test_a_link_is_ignored_until_a_day(server, check, folder):
    write_corpus(folder / "corpus", record("a", url=f"{server.url}/a"))
    ignore(folder, {"url": f"{server.url}/a", "reason": "Being moved.", "until": "2020-01-31"})
    assert check()[1]["links"]["ignored"] == 0


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("- reason: a\n", 1, "an ignored link needs either a url or a host"),
        ("- url: https://a.gov/\n  host: a.gov\n  reason: a\n", 1, "an ignored link needs either a url or a host"),
        ("- url: https://a.gov/\n", 1, "is missing"),
        ("- host: https://a.gov/x\n  reason: a\n", 1, "must be the name of a host"),
        ("- url: nowhere\n  reason: a\n", 1, "nowhere"),
        ("- url: https://a.gov/\n  reason: a\n  untl: 2027-01-01\n", 3, "did you mean 'until'?"),
        ("- url: [\n", 2, ""),
    ],
)
def test_mistakes_in_the_file_of_ignored_links_are_named_with_their_line(check, folder, text, line, message):
    write_corpus(folder / "corpus", record("a"))
    (folder / "corpus" / "ignored_links.yaml").write_text(text)
    exit_code, report = check()
    problem = report["problems"][0]
    assert (exit_code, problem["file"], problem["line"]) == (1, "corpus/ignored_links.yaml", line)
    assert message in problem["message"]


def test_files_of_hosts_that_moved_have_a_new_address(check, folder, internet):
    old = "https://www.ncjrs.gov/pdffiles1/nij/1.pdf"
    write_corpus(folder / "corpus", record("a", url=old), record("b", url="https://www.ncjrs.gov/App/Abstract.aspx"))
    exit_code, report = check("--moves")
    assert (exit_code, internet.lookups) == (0, [])
    assert [(move["record"], move["new_url"], move["evidence"]) for move in report["moves"]] == [
        ("a", "https://www.ojp.gov/pdffiles1/nij/1.pdf", "host-move")
    ]


def test_a_permanent_redirect_that_was_seen_is_a_new_address(server, check, folder):
    write_corpus(folder / "corpus", record("a", url=f"{server.url}/a#part"), record("b", url=f"{server.url}/b"))
    moved = answer(status="301 Moved Permanently", Location="/new")
    server.routes.update({"/a": moved, "/b": redirect("/new"), "/new": PAGE})
    check()
    moves = check("--moves")[1]["moves"]
    assert [(move["record"], move["new_url"]) for move in moves] == [("a", f"{server.url}/new#part")]


def test_new_addresses_are_written_as_one_change_that_can_be_undone(check, clearinghouse, folder):
    old = "https://www.ncjrs.gov/pdffiles1/nij/1.pdf"
    document = Document(url="https://www.ncjrs.gov/txtfiles/2.txt", label="Text")
    write_corpus(folder / "corpus", record("a", title="Guns", url=old, documents=(document,)))
    clearinghouse("index")
    _, report = check("--moves", "--apply")
    text = next((folder / "corpus" / "records").iterdir()).read_text()
    assert report["change"]["title"] == "Move 2 links to the new address"
    assert "https://www.ojp.gov/pdffiles1/nij/1.pdf" in text
    assert "https://www.ojp.gov/txtfiles/2.txt" in text
    assert "ncjrs.gov" not in text
    assert clearinghouse("undo").exit_code == 0
    assert old in next((folder / "corpus" / "records").iterdir()).read_text()


def test_nothing_is_written_without_being_asked_to(check, folder):
    write_corpus(folder / "corpus", record("a", url="https://www.ncjrs.gov/pdffiles1/nij/1.pdf"))
    assert check("--moves")[1]["change"] is None
    assert check("--moves", "--apply", "--dry-run")[1]["change"] is None
    assert "ncjrs.gov" in next((folder / "corpus" / "records").iterdir()).read_text()


def test_writing_moves_without_looking_at_them_is_refused(clearinghouse):
    assert clearinghouse("check-links", "--apply").exit_code == 2


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_written_moves_that_cannot_be_committed_are_exit_code_1_with_a_note(check, folder, monkeypatch):
    monkeypatch.setenv("CATALOG_GIT_COMMITS", "true")
    write_corpus(folder / "corpus", record("a", url="https://www.ncjrs.gov/pdffiles1/nij/1.pdf"))
    subprocess.run(["git", "init", "--quiet", folder / "corpus"], check=True)
    (folder / "corpus/.git/index.lock").touch()
    exit_code, report = check("--moves", "--apply")
    assert (exit_code, len(report["notes"]), report["index"]["records"]["added"]) == (1, 1, 1)
