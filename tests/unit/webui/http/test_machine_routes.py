"""Which routes are for programs, and which are for people."""

import pytest

from webui.http.machine_routes import is_machine_route

FOR_PROGRAMS = """
/api/v1 /api/v1/search /api/v1/nothing /search.atom /search.rss /search.csv /search.ris /search.bib /search.csl.json
/resources/guide.ris /resources/guide.bib /resources/guide.csl.json /opensearch.xml /opensearch/suggestions
/sitemap.xml /sitemap-2.xml /robots.txt /data.json /data-2.json /oai /oai/ /oembed /mcp /.well-known/security.txt
/.well-known/api-catalog /toolkits/cameras.atom /toolkits/cameras.json
"""
FOR_PEOPLE = """
/ /api /api/ /search /search.pdf /resources/guide /resources/guide.csv /resources/guide/text/1.ris /documents/a.csv
/toolkit /toolkit.json /toolkits/cameras.pdf /t/key.json /static/site.css /healthz /metrics /oais /well-known
"""


@pytest.mark.parametrize("path", FOR_PROGRAMS.split())
def test_the_api_feeds_files_and_discovery_are_for_programs(path):
    assert is_machine_route(path)


@pytest.mark.parametrize("path", FOR_PEOPLE.split())
def test_pages_documents_and_toolkits_are_for_people(path):
    assert not is_machine_route(path)
