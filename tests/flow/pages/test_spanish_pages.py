"""Pages under /es are entirely in Spanish, except for what records, editors and visitors wrote."""

import json
import re
from dataclasses import asdict
from urllib.parse import unquote_plus

import pytest
from bs4 import BeautifulSoup

import factories
import toolkit_site
import web_catalog
from catalog.program import PAGES as PROGRAM_PAGES
from catalog.program import STATES
from indexer.ingest.pipeline import IngestOptions, ingest
from paths import CORPUS
from webui import create_app

TAXONOMY = CORPUS / "taxonomy.yaml"
TEXT_ATTRIBUTES = ("aria-label", "placeholder", "data-one", "data-many", "data-all", "data-counted", "data-text")
TOOLKITS = {
    "start": {
        "title": "Start with cameras",
        "purpose": "For a chief who buys cameras.",
        "topics": ["technology"],
        "agency_size": {"sworn_max": 49},
        "language": "en",
        "made": "2026-03-01",
        "sections": [
            {"title": "First of all", "items": [{"record": "questions", "note": "Ask early."}, {"record": "guide"}]},
            {"title": "Later on", "items": [{"record": "vecinos"}]},
        ],
    },
    "large": {"title": "For large agencies", "agency_size": {"sworn_min": 1000}, "items": [{"record": "talk"}]},
}
DRAFT = {"title": "For the mayor", "purpose": "Cameras by summer.", "new_section": "Later", "note_guide": "Ask early."}
"""What the visitor enters in the toolkit form."""
SEPARATORS = re.compile(r" · | \u2013 |^(?:Error)?: |[()“”]")
"""Separators between parts of a text. Each part may come from a record."""
SAME_IN_BOTH_PATTERN = r"(NCJ|DOI) .*|(, )?[\d,.]+ (min|bytes|kB|MB)|p\. \d+|http://.*|office@example.org"
SAME_IN_BOTH = {
    *STATES.values(),
    *(f"{site['city']}, {STATES[site['state']]}" for site in web_catalog.SITES),
    *(
        "Public Safety Clearinghouse",
        "National Public Safety Partnership",
        "Bureau of Justice Assistance",
        "Office of Justice Programs",
    ),
    "Bureau of Justice Assistance, Town Police Institute",
    *(
        "PDF",
        "Word",
        "WorldCat",
        "HTML",
        "CSV",
        "JSON",
        "RIS",
        "BibTeX",
        "CSL-JSON",
        "WebVTT",
        "RIS, BibTeX, CSL-JSON",
        "curl",
        "Python",
        "JavaScript",
        "RFC 9457",
        "OpenAPI 3.1",
        "DCAT-US 3.0",
        "Model Context Protocol, Streamable HTTP",
        "WordPress",
        "Drupal",
        "React",
        "Widget:",
        "Widget",
        "Atom",
        "iframe",
        "Claude:",
        "Claude Code:",
        "ChatGPT:",
        "VS Code:",
        "Error:",
        "Error 400",
        "Error 404",
    ),
}
"""Names, and words that are the same in both languages."""
PAGES = (
    "/",
    "/search",
    "/search?q=LPR",
    "/search?q=camers&sworn=x",
    "/search?q=review&topic=gun-violence&page=2&sworn=20&published_from=2001",
    "/search?q=zzzzqqq&topic=technology&format=podcast",
    "/search?q=review&page=9",
    "/search?q=the",
    "/search?topic=tecno&foo=1&page=0",
    "/topics",
    "/topics/technology",
    "/topics/nothing",
    "/resources/talk",
    "/resources/guide?q=cameras&at=1",
    "/resources/questions",
    "/resources/lonely",
    "/resources/nothing",
    "/resources/questions/text/2",
    "/help/search",
    "/api",
    *(f"/{name}" for name in PROGRAM_PAGES),
    "/contact?q=cameras",
    "/sites?approach=diagnostic&state=NY&sort=city",
    "/sites?approach=diagnostic&state=IN",
    "/sites?approach=diagnostik&state=XX&sort=x",
    "/toolkit",
    "/toolkit/build",
    "/toolkit/build?topic=technology",
    "/toolkit/build?topic=technology&q=cameras&sworn=40&time=hour&audience=chief&format=publication&format=webinar",
    "/toolkit/build?topic=gun-violence&q=zzzz&sworn=900&format=training&audience=prosecutor",
    "/toolkit/build?topic=investigations",
    "/toolkit/build?sworn=many",
    "/toolkit/build?topic=tecno&time=hours&audience=x&foo=1&topik=a",
    "/embed",
    "/embed?mode=results&q=cameras&topic=technology&audience=chief&sort=newest&sworn=40&primary=ffbe2e&bg=ffffff",
    "/embed?mode=list&toolkit=start&primary=005ea2&color=222222&bg=eeeeee",
    "/embed?primary=red&limit=99&bg=12",
    "/embed?mode=lists&topik=a",
    "/toolkits",
    "/toolkits/start",
    "/toolkits/large",
    "/toolkits/nothing",
    "/toolkits/start.exe",
    "/t/SHARED",
    "/t/nothing",
)
"""SHARED is replaced by the key of a shared toolkit."""


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    folder = tmp_path_factory.mktemp("spanish")
    settings = web_catalog.publish(folder, contact="office@example.org")
    (settings.corpus / "taxonomy.yaml").write_bytes(TAXONOMY.read_bytes())
    for name, toolkit in TOOLKITS.items():
        factories.write_toolkit(settings.corpus, name, **toolkit)
    assert ingest(settings, IngestOptions()).published
    return create_app(settings).test_client()


@pytest.fixture(scope="module")
def visitor(client):
    """A visitor without scripts who has a toolkit with a note, a section, and a replaced resource."""
    visitor = toolkit_site.Visitor(client.application)
    for record in ("questions", "guide", "talk"):
        visitor.post(add=record)
    visitor.press("section", **DRAFT)
    return visitor


@pytest.fixture(scope="module")
def shared(visitor):
    """The key of the visitor's toolkit, shared from the English page."""
    return visitor.share().removeprefix("/t/")


@pytest.fixture(scope="module")
def get(client):
    return lambda url: BeautifulSoup(client.get(url).text, "html.parser")


def interface_texts(page):
    """Return the texts that a page shows or reads out, without text marked as code or as another language."""
    for foreign in page.select("html [lang], code, kbd, em, .citation, script, textarea[readonly]"):
        foreign.decompose()
    visible = {" ".join(text.split()) for text in page.find_all(string=True)}
    read_aloud = {tag[name] for tag in page.select("*") for name in TEXT_ATTRIBUTES if tag.get(name)}
    return {
        part.strip()
        for text in visible | read_aloud
        for part in SEPARATORS.split(text)
        if re.search(r"[^\W\d_]{2}", part)
    }


def english_words(english, spanish, typed=""):
    """Return the interface texts that the Spanish page has in common with the English one."""
    english_texts = interface_texts(english)
    assert "Appearance" in english_texts  # the page was read
    content = written_content() + typed
    return {
        text
        for text in english_texts & interface_texts(spanish)
        if text not in content and not re.fullmatch(SAME_IN_BOTH_PATTERN, text)
    } - SAME_IN_BOTH


def written_content():
    """Return everything that records, documents, editors and visitors contain, as one text."""
    content = [[asdict(record) for record in web_catalog.RECORDS], web_catalog.BETS, web_catalog.SITES, TOOLKITS, DRAFT]
    words = json.dumps(content, default=str, ensure_ascii=False).replace('\\"', '"')
    page = BeautifulSoup(web_catalog.PAGE, "html.parser").get_text(" ")
    table = " ".join(re.findall(r"\w+", web_catalog.TABLE))
    return " ".join([words, web_catalog.CAPTIONS, *page.split(), table, *(f"On {name}" for name in PROGRAM_PAGES)])


@pytest.mark.parametrize("url", PAGES)
def test_a_spanish_page_has_no_english_interface_text(get, shared, url):
    url = url.replace("SHARED", shared)
    assert english_words(get(url), get(f"/es{url}"), typed=unquote_plus(url)) == set()


def test_the_page_of_the_visitors_toolkit_is_in_spanish_except_for_their_own_text(visitor):
    assert english_words(visitor.get("/toolkit"), visitor.get("/es/toolkit")) == set()
    responses = [visitor.post(f"{root}/toolkit/copy", featured="start") for root in ("", "/es")]
    assert english_words(*(BeautifulSoup(response.text, "html.parser") for response in responses)) == set()


@pytest.mark.parametrize(
    ("field", "reason"),
    [
        ({"note-guide": "x" * 5_000}, "Como máximo"),
        ({"title": "x" * 5_000}, "Como máximo"),
        ({"do": "section", "sections": "2", "new-section": " "}, "Escriba un título para la nueva sección."),
        ({"draft": "{"}, "No se pudo leer la caja de herramientas"),
        ({"add": "nothing"}, "No hay ningún recurso “nothing”."),
    ],
)
def test_errors_about_a_toolkit_are_in_spanish(visitor, field, reason):
    pages = [BeautifulSoup(visitor.post(f"{root}/toolkit", **field).text, "html.parser") for root in ("", "/es")]
    assert reason in pages[1].get_text(" ", strip=True)
    assert english_words(*pages, typed=" ".join(field.values())) == set()


def test_a_form_that_another_site_sent_is_refused_in_spanish(client):
    response = client.post("/es/toolkit", data={"add": "guide"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert response.status_code == 403
    assert "Vuelva a ellas e inténtelo de nuevo." in response.text


def test_the_toolkit_builder_is_in_spanish(get):
    refused = get("/es/toolkit/build?sworn=many").select_one(".error-summary").get_text(" ", strip=True)
    assert "Área de necesidad: elija en qué necesita ayuda" in refused
    assert "escriba un número entero, como 120, y no “many”" in refused
    answered = get("/es/toolkit/build?topic=technology&sworn=40&audience=chief")
    assert answered.select_one("#proposal").text == "Tecnología: una primera caja de herramientas"
    assert "jefes y directivos policiales" in answered.select_one(".recommendation-reasons").parent.parent.get_text(" ")


@pytest.mark.parametrize("url", ["/es/", "/es/toolkit", "/es/toolkits"])
def test_links_to_english_featured_toolkits_are_marked_as_english(client, url):
    page = BeautifulSoup(client.application.test_client().get(url).text, "html.parser")
    links = page.select("main a[href^='/es/toolkits/']")
    assert {link["href"] for link in links} >= {"/es/toolkits/start", "/es/toolkits/large"}
    assert [
        link for link in links if link.string and not link.find_parent(lang="en") and link.get("lang") != "en"
    ] == []


def test_the_replacement_of_a_resource_is_marked_with_its_language(get):
    newer = get("/es/toolkits/start").select_one("#item-questions .toolkit-change a")
    assert (newer.text, newer["lang"]) == ("Body-worn cameras in small towns", "en")


def test_dates_counts_and_vocabularies_are_in_spanish(get):
    page = get("/es/resources/guide").get_text(" ", strip=True)
    assert "mayo de 2020" in page
    assert "Hasta 49 agentes juramentados" in page
    assert "Tecnología" in page
    assert get("/es/search?q=review").select_one(".total").text == "12 recursos"


def test_on_spanish_pages_only_english_titles_are_marked_with_their_language(get):
    assert get("/es/resources/guide").h1["lang"] == "en"
    assert "lang" not in get("/es/resources/vecinos").h1.attrs


def test_suggestions_are_labeled_in_spanish_and_their_api_has_one_url_for_all_languages(get, client):
    template = get("/es/").select_one("#suggestions")
    assert template["data-url"] == "/api/v1/suggest"
    assert template.select_one('[data-format="webinar"]').contents[-1] == "Seminario web"
    assert client.get("/es/api/v1/suggest?q=tech").status_code == 404
    assert client.get("/api/v1/suggest?q=techn").json["topics"][0]["label"] == "Technology"
    assert client.get("/api/v1/suggest?q=techn&lang=es").json["topics"][0]["label"] == "Tecnología"


def test_spanish_feeds_and_csv_values_are_in_spanish_but_csv_columns_are_in_english(client):
    assert "Tema: Tecnología" in client.get("/es/search.atom?topic=technology").text
    table = client.get("/es/search.csv?topic=technology").text.splitlines()
    assert "Topics" in table[0]
    assert any("Tecnología" in line for line in table[1:])


def test_the_problem_of_an_invalid_export_url_is_in_english(client):
    assert "enter a whole number" in client.get("/es/search.csv?sworn=x").json["errors"]["sworn"][0]


def test_terms_without_a_translation_are_shown_in_english(tmp_path):
    client = create_app(web_catalog.publish(tmp_path)).test_client()
    assert "Gun violence" in client.get("/es/topics/gun-violence").text
    assert factories.TAXONOMY["topics"][0]["label"] in client.get("/es/").text


def test_states_have_spanish_names_in_alphabetical_order(get):
    options = [option.text for option in get("/es/sites").select("select[name=state] option")][1:]
    assert "Nueva York" in options
    assert options == sorted(options)


def test_the_spanish_help_shows_spanish_words_for_english_ones(publish_records):
    settings = publish_records(factories.record("a"))
    taxonomy = settings.corpus / "taxonomy.yaml"
    taxonomy.write_text(
        f"{taxonomy.read_text('utf-8')}\ntranslated_synonyms:\n  - {{es: [placas], en: [plates]}}\n", "utf-8"
    )
    ingest(settings)
    client = create_app(settings).test_client()
    assert "placas = plates" in client.get("/es/help/search").text
    assert "placas" not in client.get("/help/search").text
