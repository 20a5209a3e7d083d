"""`clearinghouse report`: what people could not find, with a next step that the current catalog gives."""

import datetime as dt
import json
import sqlite3
from contextlib import closing

import pytest
import yaml
from click.testing import CliRunner

from catalog.query_log.log_files import DATABASE_NAME
from catalog.query_log.model import Channel, DaySearch, Searched, SearchOutcome
from catalog.query_log.writer import MIN_DAYS, add_searches
from factories import publish, record, write_best_bets
from indexer.cli.commands import main
from indexer.report.next_step import StepKind

TODAY = dt.datetime.now(dt.UTC).date()


@pytest.fixture
def folder(tmp_path):
    write_catalog(tmp_path)
    return tmp_path


def write_catalog(folder, *more):
    (folder / "corpus").mkdir(exist_ok=True)
    write_best_bets(folder / "corpus", {"queries": ["evidence rooms"], "record": "parking"})
    report = publish(
        folder,
        record("cameras", title="Body-worn cameras for patrol officers"),
        record("burnout", title="Burnout of nurses"),
        record("night", title="The night shift of patrol officers"),
        record("parking", title="Parking", url="https://example.org/parking"),
        record("plates", title="License plate readers"),
        record("ballistics", title="Tracing by ballistics"),
        *more,
    )
    assert report.published


def count(folder, text, outcome=SearchOutcome.NOTHING, *, days=MIN_DAYS, channel=Channel.SITE, **facts):
    """Count a search on each of the last days."""
    searched = Searched(text, facts.pop("language", "en"), outcome, **facts)
    for day in range(days):
        search = DaySearch(TODAY - dt.timedelta(days - 1 - day), channel, searched)
        add_searches(folder / "data", {search: 2}, 400)


def run(folder, *arguments):
    return CliRunner().invoke(main, ["--corpus", f"{folder}/corpus", "--data", f"{folder}/data", "report", *arguments])


def report(folder, *arguments):
    result = run(folder, "--json", *arguments)
    assert result.exit_code == 0, result.output
    return json.loads(result.output)["report"]


def next_step(folder, text, outcome=SearchOutcome.NOTHING, **facts):
    count(folder, text, outcome, **facts)
    (listed,) = report(folder)["sections"]["top"]
    step = listed["next_step"]
    return step["kind"], step["sentence"]


def test_nothing_close_is_a_missing_resource(folder):
    kind, sentence = next_step(folder, "helicopter")
    assert kind == StepKind.MISSING
    assert "a resource about 'helicopter'" in sentence


def test_a_missing_word_is_named_with_what_there_is_for_the_others(folder):
    kind, sentence = next_step(folder, "drones for patrol officers")
    assert kind == StepKind.MISSING
    assert "No resource has 'drones'; 2 resources match 'patrol officers'" in sentence


def test_words_that_no_resource_has_together_are_a_best_bet(folder):
    kind, sentence = next_step(folder, "burnout patrol officers night", SearchOutcome.PARTIAL)
    assert kind == StepKind.BEST_BET
    assert "“The night shift of patrol officers” (night)" in sentence


def test_a_text_that_resembles_a_term_is_a_synonym(folder):
    kind, sentence = next_step(folder, "license plate trader")
    assert kind == StepKind.SYNONYM
    assert "It resembles 'license plate reader', which 1 resource matches" in sentence
    assert "add 'license plate trader' to the synonyms in taxonomy.yaml: [license plate reader, LPR, ALPR]" in sentence


def test_a_text_in_spanish_resembles_a_term_in_spanish(folder):
    path = folder / "corpus" / "taxonomy.yaml"
    translated = {"translated_synonyms": [{"es": ["lector de placas"], "en": ["license plate reader"]}]}
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{yaml.safe_dump(translated)}", encoding="utf-8")
    assert (
        CliRunner().invoke(main, ["--corpus", f"{folder}/corpus", "--data", f"{folder}/data", "index"]).exit_code == 0
    )
    kind, sentence = next_step(folder, "lectores en placas", language="es")
    assert kind == StepKind.SYNONYM
    assert "add 'lectores en placas' to the synonyms in taxonomy.yaml: [lector de placas]" in sentence


def test_what_is_answered_since_is_mended(folder):
    count(folder, "helicopter")
    assert report(folder)["sections"]["nothing"][0]["next_step"]["kind"] == StepKind.MISSING
    write_catalog(folder, record("air", title="Helicopter patrols"))
    step = report(folder)["sections"]["nothing"][0]["next_step"]
    assert (step["kind"], "today 1 resource matches" in step["sentence"]) == (StepKind.MENDED, True)


def test_a_best_bet_answers_a_search(folder):
    kind, sentence = next_step(folder, "evidence rooms")
    assert (kind, "Your best bet “Parking”" in sentence) == (StepKind.MENDED, True)


def test_a_corrected_text_says_what_it_is_read_as(folder):
    kind, sentence = next_step(folder, "balistics", SearchOutcome.FOUND, corrected_to="ballistics")
    assert kind == StepKind.NONE
    assert sentence.startswith("It is read as 'ballistics'.")
    assert "known_words" in sentence


def test_a_search_that_is_answered_names_its_first_resource(folder):
    kind, sentence = next_step(folder, "parking", SearchOutcome.FOUND)
    assert (kind, "“Parking” (parking)" in sentence) == (StepKind.NONE, True)


def test_each_section_has_its_texts(folder):
    count(folder, "helicopter")
    count(folder, "burnout patrol", SearchOutcome.PARTIAL)
    count(folder, "balistics", SearchOutcome.FOUND, corrected_to="ballistics")
    sections = report(folder)["sections"]
    listed = {name: [text["text"] for text in texts] for name, texts in sections.items()}
    assert listed == {
        "nothing": ["helicopter"],
        "partial": ["burnout patrol"],
        "corrected": ["balistics"],
        "top": ["balistics", "burnout patrol", "helicopter"],
    }
    assert sections["corrected"][0]["corrected_to"] == "ballistics"


def test_a_text_of_too_few_days_is_only_a_number(folder):
    count(folder, "helicopter")
    count(folder, "zaphod beeblebrox", days=MIN_DAYS - 1)
    facts = report(folder)
    assert (facts["hidden_texts"], facts["hidden_searches"]) == (1, 2 * (MIN_DAYS - 1))
    output = run(folder).output
    assert "zaphod" not in output
    assert "Not shown: 8 searches, and 1 different text that came on fewer days" in output


def test_texts_in_another_language_can_be_left_out(folder):
    count(folder, "helicopter")
    count(folder, "helicóptero", language="es")
    texts = report(folder, "--language", "es")["sections"]["nothing"]
    assert [text["text"] for text in texts] == ["helicóptero"]
    assert "helicóptero (es)" in run(folder).output


def test_a_limit_leaves_out_what_is_searched_less(folder):
    for text in ("helicopter", "submarine", "tank"):
        count(folder, text)
    assert len(report(folder, "--limit", "2")["sections"]["nothing"]) == 2


def test_what_is_older_than_the_period_is_left_out(folder):
    count(folder, "helicopter")
    old = DaySearch(TODAY - dt.timedelta(30), Channel.SITE, Searched("submarine", "en", SearchOutcome.NOTHING))
    add_searches(folder / "data", {old: 3}, 400)
    assert report(folder, "--days", "30")["totals"]["site"]["searches"] == 2 * MIN_DAYS
    assert report(folder, "--days", "31")["totals"]["site"]["searches"] == 2 * MIN_DAYS + 3


def test_a_log_of_a_later_version_is_left_alone_and_says_so(folder):
    count(folder, "helicopter")
    path = folder / "data" / DATABASE_NAME
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA user_version = 99")
    result = run(folder)
    assert result.exit_code == 2
    assert result.stderr == (
        f"clearinghouse: the query log {path} was written by another version of the clearinghouse (it has layout 99, "
        "which this version does not know): use the version that serves the site\n"
    )


def test_a_text_cannot_control_the_terminal(folder):
    count(folder, "heli\x1b[31mcopter \u202eabc")
    output = run(folder).output
    assert not {"\x1b", "\u202e"} & set(output)
    assert "copter" in output


def test_without_a_log_it_says_that_nothing_was_counted(folder):
    result = run(folder)
    assert (result.exit_code, "No search has been counted yet" in result.output) == (0, True)
    assert report(folder) is None


def test_if_the_setting_is_off_it_says_so(folder, monkeypatch):
    monkeypatch.setenv("CATALOG_QUERY_LOG", "false")
    assert "query_log is false" in run(folder).output
    assert json.loads(run(folder, "--json").output)["counting"] is False


def test_a_damaged_log_is_a_sentence_that_says_what_to_do(folder):
    (folder / "data" / DATABASE_NAME).write_bytes(b"garbage" * 1000)
    result = run(folder, "--json")
    assert (result.exit_code, "delete it" in result.output) == (2, True)


def test_a_report_reads_while_the_site_writes(folder):
    count(folder, "helicopter")
    with closing(sqlite3.connect(folder / "data" / DATABASE_NAME, isolation_level=None)) as site:
        site.execute("BEGIN IMMEDIATE")
        assert report(folder)["sections"]["nothing"]


def test_in_the_first_days_the_report_says_that_nothing_can_be_listed_yet(folder):
    count(folder, "helicopter", days=MIN_DAYS - 1)
    output = run(folder).stdout
    assert f"There is nothing to read yet: a search is listed once it came on {MIN_DAYS} different days" in output
    count(folder, "patrol officers")
    assert "nothing to read yet" not in run(folder).stdout
