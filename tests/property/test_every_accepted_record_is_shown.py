"""Any record that the schema accepts can be published, and every page, feed, export and API answer shows it."""

import json
import re
import tempfile
from io import BytesIO
from pathlib import Path
from urllib.parse import urlencode

import docx
from hypothesis import HealthCheck, Phase, given, settings
from pypdf import PdfReader

import factories
from catalog.settings import Settings
from dcat_checker import dcat_faults
from export_readers import bibtex_entries, csl_items, csv_rows, read_xml, ris_references
from record_strategies import records, records_at_limits
from webui import create_app

RECORDS = 10
LANGUAGES = ("", "/es")
PUBLIC_URL = Settings().public_url
LISTINGS = (
    *("/search?per_page=100", "/search?q=a+OR+x&explain=1&sort=title", "/", "/topics/technology", "/toolkit"),
    *("/embed/frame?mode=list&limit=20", "/embed/frame?mode=list&limit=20&q=a+OR+x"),
)
LINKS = re.compile(r'(<[!-~]+>; rel="[a-z-]+"(; type="[!-~]+")?(, |$))+')
"""The form of the Link header of a resource."""
READERS = {
    "atom": read_xml,
    "rss": read_xml,
    "csv": csv_rows,
    "ris": ris_references,
    "bib": lambda text: list(bibtex_entries(text)),
    "csl.json": csl_items,
    "json": json.loads,
    "html": lambda text: text.index("</h1>"),
}


def test_a_record_with_any_field_at_its_limit_is_shown_everywhere(tmp_path):
    check_site(tmp_path, records_at_limits())


@given(records(RECORDS))
@settings(
    max_examples=2,
    derandomize=True,
    database=None,
    phases=[Phase.generate],  # to shrink an example of so many records takes minutes
    suppress_health_check=list(HealthCheck),
)
def test_every_accepted_record_is_shown_everywhere(accepted):
    with tempfile.TemporaryDirectory() as name:
        check_site(Path(name), accepted)


def check_site(folder, accepted):
    report = factories.publish(folder, *accepted)
    withdrawn = [record.id for record in accepted if record.withdrawn]
    live = [record.id for record in accepted if record.id not in withdrawn]
    assert (report.total, [problem for problem in report.problems if problem.kind == "record"]) == (len(live), [])
    client = create_app(factories.settings(folder)).test_client()
    for record_id in live:
        check_resource(client, record_id)
    for record_id in withdrawn:
        for place in (*LANGUAGES, "/api/v1"):
            get(client, f"{place}/resources/{record_id}", 410)
    check_listings(client, len(live))
    check_toolkit(client, [*live, *withdrawn])


def get(client, url, status=200):
    response = client.get(url)
    assert response.status_code == status, f"{url}: {response.status_code}"
    return response.text


def check_resource(client, record_id):
    for language in LANGUAGES:
        page = get(client, f"{language}/resources/{record_id}")
        assert "</h1>" in page
        for linked_data in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL):
            assert json.loads(linked_data)
    assert LINKS.fullmatch(client.head(f"/resources/{record_id}").headers["Link"])
    for extension in ("ris", "bib", "csl.json"):
        assert len(READERS[extension](get(client, f"/resources/{record_id}.{extension}"))) == 1
    assert json.loads(get(client, f"/api/v1/resources/{record_id}"))["record"]["id"] == record_id
    json.loads(get(client, f"/api/v1/resources/{record_id}/related"))
    check_embedding(client, record_id)


def check_embedding(client, record_id):
    for language in LANGUAGES:
        question = urlencode({"url": f"{PUBLIC_URL}{language}/resources/{record_id}"})
        fields = json.loads(get(client, f"/oembed?{question}"))
        title = read_xml(get(client, f"/oembed?{question}&format=xml")).findtext("title")
        assert title.split() == fields["title"].split()  # readers of XML change line ends
        assert "</h1>" in get(client, f"{language}/embed/frame?mode=list&resource={record_id}")


def check_listings(client, total):
    for language in LANGUAGES:
        for url in LISTINGS:
            assert "</h1>" in get(client, f"{language}{url}")
        for extension in ("atom", "rss", "csv", "ris", "bib", "csl.json"):
            found = READERS[extension](get(client, f"{language}/search.{extension}"))
            assert len(found)
    assert json.loads(get(client, "/api/v1/search?per_page=100&explain=1"))["total"] == total
    assert json.loads(get(client, "/api/v1/suggest?q=x"))
    assert dcat_faults(json.loads(get(client, "/data.json"))) == []
    assert json.loads(get(client, "/api/v1/resources"))["total"] == total
    for url in ("/sitemap.xml", "/sitemap-1.xml", "/oai?verb=ListRecords&metadataPrefix=oai_dc"):
        read_xml(get(client, url))


def check_toolkit(client, ids):
    draft = json.dumps({"title": "All", "sections": [{"title": "", "items": [{"record": key} for key in ids]}]})
    for extension in ("html", "csv", "ris", "bib", "json"):
        READERS[extension](download(client, draft, extension).text)
    assert len(PdfReader(BytesIO(download(client, draft, "pdf").data)).pages) > 0
    assert docx.Document(BytesIO(download(client, draft, "docx").data)).paragraphs


def download(client, draft, extension):
    headers = {"Origin": "http://localhost"}
    response = client.post(f"/toolkit/download/{extension}", data={"draft": draft}, headers=headers)
    assert response.status_code == 200, extension
    return response
