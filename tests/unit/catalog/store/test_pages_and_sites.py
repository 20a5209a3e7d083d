"""The program's pages and sites are read from the files of editors, and mistakes are reported."""

import os

import pytest

from catalog.program import Page, PagePart, Site, page_in
from catalog.store.editorial.pages import load_pages
from catalog.store.editorial.sites import load_sites
from factories import site, write_page, write_sites


def problem_rows(problems):
    return [(problem.kind, problem.file, problem.line, problem.field, problem.message) for problem in problems]


def test_a_corpus_may_have_no_pages_and_sites(tmp_path):
    assert load_pages(tmp_path).items == ()
    assert load_sites(tmp_path).items == ()


def test_a_page_has_its_title_and_summary_above_its_text(tmp_path):
    write_page(tmp_path, "about", "Some *text*.", title="About us", summary="Who we are.")
    write_page(tmp_path, "about.es", "Un texto.", title="Acerca de")
    pages = load_pages(tmp_path)
    assert pages.problems == ()
    assert pages.items == (
        Page("about", "About us", "Some *text*.", "Who we are.", "en", (PagePart("", "Some text."),)),
        Page("about", "Acerca de", "Un texto.", "", "es", (PagePart("", "Un texto."),)),
    )


def test_a_page_that_is_not_translated_is_shown_in_english():
    english, spanish = Page("about", "About", "x"), Page("about", "Acerca", "x", language="es")
    assert page_in((english, spanish), "about", "es") is spanish
    assert page_in((english,), "about", "es") is english
    assert page_in((spanish,), "about", "en") is None


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        ("No front matter.", 1, "the file must begin with a line of ---"),
        ("---\ntitle: A\n", 1, "the file must begin with a line of ---"),
        ("---\nsummary: B\n---\ntext", 2, "is missing"),
        ("---\ntitle: A\nsumary: B\n---\ntext", 3, "unknown field 'sumary': did you mean 'summary'?"),
        ("---\ntitle: A\ntitle: B\n---\ntext", 3, "field 'title' is duplicated"),
        ("---\ntitle: A: B\n---\ntext", 2, "put quotes around a value with a colon in it"),
        ("---\n- a\n---\ntext", 2, "between the lines of --- there must be fields"),
        ("---\ntitle: A\n---\n\n  \n", 4, "has no text below its title"),
        (f"---\ntitle: A\nsummary: {'b' * 301}\n---\ntext", 3, "has more than 300 characters"),
        (f"---\ntitle: A\n---\n{'b' * 100_001}", 4, "has 100,001 characters; the maximum is 100,000"),
    ],
)
def test_a_mistake_is_reported_with_its_line_and_affects_only_its_page(tmp_path, content, line, message):
    write_page(tmp_path, "about", "Text.", title="About")
    (tmp_path / "pages" / "team.md").write_text(content)
    pages = load_pages(tmp_path)
    ((kind, file, problem_line, _, text),) = problem_rows(pages.problems)
    assert (kind, file, problem_line) == ("page", f"{tmp_path.name}/pages/team.md", line)
    assert message in text
    assert [page.name for page in pages.items] == ["about"]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("abuot.md", "there is no page 'abuot': did you mean 'about'?"),
        ("zzzz.md", "there is no page 'zzzz': pages are about, approach, team, sites, contact, disclaimer, privacy"),
        ("about.en.md", "the page in English must be named about.md, without a language"),
        ("about.fr.md", "'fr' is not a language of the site: pages are in en or es"),
        ("notes.txt", "is not a page: name the file like about.md, or about.es.md in Spanish"),
    ],
)
def test_a_file_that_is_not_a_page_is_reported(tmp_path, name, message):
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / name).write_text("---\ntitle: A\n---\ntext")
    (tmp_path / "pages" / ".hidden").write_text("x")
    assert [problem.message for problem in load_pages(tmp_path).problems] == [message]


def test_an_unreadable_page_keeps_its_previous_version(tmp_path):
    previous = (Page("about", "About", "Old."), Page("team", "Team", "Old."))
    write_page(tmp_path, "team", "New.", title="Team")
    (tmp_path / "pages" / "about.md").write_bytes(b"---\ntitle: \xff\n---\ntext")
    pages = load_pages(tmp_path, previous)
    assert [(page.name, page.text) for page in pages.items] == [("about", "Old."), ("team", "New.")]
    assert "not UTF-8" in pages.problems[0].message
    assert pages.retained


def test_of_two_files_for_one_page_and_language_only_the_first_is_published(tmp_path):
    write_page(tmp_path, "about", "New.", title="About")
    write_page(tmp_path, "about.en", "Another.", title="About")
    pages = load_pages(tmp_path, (Page("about", "About", "Old."),))
    assert [page.text for page in pages.items] == ["New."]
    ((_, file, *_, message),) = problem_rows(pages.problems)
    assert file.endswith("about.en.md")
    assert "about.md" in message
    assert not pages.retained


def test_a_page_whose_file_was_removed_is_removed(tmp_path):
    (tmp_path / "pages").mkdir()
    assert load_pages(tmp_path, (Page("about", "About", "Old."),)).items == ()


def test_a_site_needs_only_its_location(tmp_path):
    write_sites(tmp_path, site(), site("flint-mi", city="Flint", state="mi", approach="operations", cohort=2015))
    sites = load_sites(tmp_path)
    assert sites.problems == ()
    assert sites.items == (
        Site("toledo-oh", "Toledo", "OH", 41.65, -83.54),
        Site("flint-mi", "Flint", "MI", 41.65, -83.54, "operations", 2015),
    )


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("state", "Ohoi", "state 'OHOI' is not known: did you mean OH (Ohio)?"),
        ("state", "ZQ", "state 'ZQ' is not known: write two letters, such as OH"),
        ("latitude", "12.5", "12.5 is outside the United States (18 to 72)"),
        ("longitude", "83.54", "83.54 is outside the United States (-180 to -66): west is negative, write -83.54"),
        ("longitude", "nan", "must be degrees, such as 39.76"),
        ("latitude", "north", "must be degrees, such as 39.76"),
        ("approach", "operatoins", "approach 'operatoins': did you mean 'operations'?"),
        ("cohort", "1999", "must be a year from 2014 to 2100"),
        ("cohort", "2017.5", "must be a whole number"),
        ("source", "bja", "'bja' is not a web address: it must begin with http:// or https://"),
        ("citty", "Toledo", "unknown field 'citty': did you mean 'city'?"),
    ],
)
def test_a_mistake_in_a_site_is_reported_with_its_line_and_affects_only_that_site(tmp_path, field, value, message):
    invalid_site = {**site("flint-mi"), field: value}
    path = write_sites(tmp_path, site(), invalid_site)
    sites = load_sites(tmp_path)
    line = next(
        number for number, text in enumerate(path.read_text().splitlines(), 1) if number > 5 and f"{field}:" in text
    )
    assert problem_rows(sites.problems) == [("site", f"{tmp_path.name}/sites.yaml", line, field, message)]
    assert f"{line}, site 'flint-mi', field '{field}': " in str(sites.problems[0])
    assert [loaded.id for loaded in sites.items] == ["toledo-oh"]


def test_the_id_of_a_site_is_unique(tmp_path):
    write_sites(tmp_path, site(), site(city="Another"))
    sites = load_sites(tmp_path)
    assert [problem.message for problem in sites.problems] == ["id 'toledo-oh' is already used in line 1"]
    assert [loaded.city for loaded in sites.items] == ["Toledo"]


def test_an_unreadable_file_of_sites_keeps_the_previous_sites(tmp_path):
    (tmp_path / "sites.yaml").write_text("- id: [")
    previous = (Site("a", "A", "OH", 40, -80),)
    sites = load_sites(tmp_path, previous)
    assert (sites.items, sites.retained, len(sites.problems)) == (previous, True, 1)


def test_a_named_pipe_is_not_read(tmp_path):
    (tmp_path / "pages").mkdir()
    os.mkfifo(tmp_path / "pages/about.md")
    os.mkfifo(tmp_path / "sites.yaml")
    for loaded in (load_pages(tmp_path), load_sites(tmp_path)):
        assert [problem.message for problem in loaded.problems] == ["not a regular file"]


def test_a_broken_link_keeps_the_previous_sites(tmp_path):
    (tmp_path / "sites.yaml").symlink_to(tmp_path / "gone.yaml")
    previous = (Site("toledo-oh", "Toledo", "OH", 41.65, -83.54),)
    sites = load_sites(tmp_path, previous)
    assert (sites.items, sites.retained) == (previous, True)
    messages = [problem.message for problem in sites.problems]
    assert messages == ["the file could not be read: No such file or directory"]
