"""A change of our vocabulary is no disagreement with a source: it locks nothing, and no later import undoes it."""

import shutil

import pytest

from factories import settings
from indexer.check.terms.model import TermKind
from indexer.check.terms.terms import plan_rename, plan_term_merge
from indexer.check.tidy.tidy import plan_tidy
from indexer.editing.publish import make_change
from indexer.editing.undo import plan_undo
from partner_source import ROWS

ROW = {**ROWS[0], "publisher": "Tracing Lab", "keywords": "eTrace; guns", "link": "http://lab.example.org/tracing"}


@pytest.fixture
def partner_row(partner):
    """A function that imports the partner with other values in its first row, and returns that record."""

    def import_row(**values):
        partner.write({**ROW, **values}, *ROWS[1:])
        result = partner.run("--no-publish")
        assert result.exit_code == 0, result.output
        return partner.records()["gun-tracing"]

    import_row()
    return import_row


@pytest.fixture
def change(folder):
    """A function that makes a change with a function that plans it, without publishing."""

    def make(plan_change, *arguments):
        draft = plan_change(settings(folder), *arguments).draft
        return make_change(settings(folder), draft, publish=False).change_set.number

    return make


RENAMES = (
    ((TermKind.TOPIC, "technology", "tools"), "topics", ("tools",)),
    ((TermKind.PUBLISHER, "Tracing Lab", "Lab of Tracing"), "publishers", ("Lab of Tracing",)),
    ((TermKind.KEYWORD, "eTrace", "tracing system"), "keywords", ("tracing system", "guns")),
)


@pytest.mark.parametrize(("rename", "field", "expected"), RENAMES)
def test_a_renamed_term_stays_and_locks_nothing(partner_row, change, rename, field, expected):
    change(plan_rename, *rename)
    record = partner_row(title="Tracing guns")
    assert (record.title, getattr(record, field), record.imported.locked) == ("Tracing guns", expected, ())


@pytest.mark.parametrize(("rename", "field", "expected"), RENAMES)
def test_what_the_source_adds_comes_with_the_new_names(partner_row, change, rename, field, expected):
    change(plan_rename, *rename)
    record = partner_row(topic="Technology; Gun violence", publisher="Tracing Lab; RAND", keywords="eTrace; guns; x")
    added = {"topics": "gun-violence", "publishers": "RAND", "keywords": "x"}[field]
    assert (getattr(record, field), record.imported.locked) == ((*expected, added), ())


def test_a_merged_term_stays_and_locks_nothing(partner_row, change):
    change(plan_term_merge, TermKind.TOPIC, "gun-violence", "technology")
    record = partner_row(title="Tracing guns")
    assert (record.topics, record.imported.locked) == (("gun-violence",), ())


@pytest.mark.parametrize("between", [{}, {"title": "Tracing guns"}])
def test_after_a_term_is_renamed_back_the_source_counts_as_before(folder, partner_row, change, between):
    number = change(plan_rename, TermKind.TOPIC, "technology", "tools")
    if between:
        partner_row(**between)
    make_change(settings(folder), plan_undo(settings(folder), number).draft, publish=False)
    record = partner_row(topic="Technology; Gun violence")
    assert (record.topics, record.imported.locked) == (("technology", "gun-violence"), ())


def test_what_an_editor_changed_stays_locked_when_its_term_is_renamed(partner, partner_row, change):
    partner.edit("gun-tracing", "topics: [technology]", "topics: [gun-violence]")
    change(plan_rename, TermKind.TOPIC, "gun-violence", "shootings")
    record = partner_row()
    assert (record.topics, record.imported.locked) == (("shootings",), ("topics",))


def test_a_repaired_address_stays_until_the_source_has_another_one(partner, partner_row, change):
    path = partner.corpus / "records" / "secure.yaml"
    path.write_text("id: secure\ntitle: S\nurl: https://lab.example.org/\n", encoding="utf-8")
    change(plan_tidy)
    for _ in range(2):  # also when the history is gone that explained it
        record = partner_row()
        assert (record.url, record.imported.locked) == ("https://lab.example.org/tracing", ())
        shutil.rmtree(partner.settings.data / "history", ignore_errors=True)
    assert partner_row(link="http://lab.example.org/new").url == "http://lab.example.org/new"
