"""Security headers on every response: Content-Security-Policy, HSTS and others."""

import re

import pytest

import factories
from webui import create_app

PAGES = (
    *("/", "/search?q=cameras", "/topics/technology", "/resources/guide", "/resources/guide/text/1", "/help/search"),
    "/embed?primary=005ea2&q=cameras",
)
ALL_KINDS = (
    *PAGES,
    "/api",
    "/toolkit/build?topic=technology",
    "/nothing",
    "/search?x=1",
    "/healthz",
    "/readyz",
    "/static/site.css",
    "/api/v1/search",
    "/static/js/components/combobox.js",
)


@pytest.mark.parametrize("url", ALL_KINDS)
def test_every_response_has_the_security_headers_and_sets_no_cookie(client, url):
    headers = client.get(url, buffered=True).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'; script-src 'self';" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "Set-Cookie" not in headers


@pytest.mark.parametrize("url", PAGES)
def test_no_page_contains_what_its_content_security_policy_forbids(client, url):
    page = client.get(url).text
    page = page.replace('<script type="application/ld+json">', "")  # data that browsers do not execute
    scripts = re.compile(
        r'<script( type="module")? src="/(?:static/js/[a-z_/]+\.js\?v=[0-9a-f]+|embed/[\d.]+/[\w-]+\.js)"></script>'
    )
    assert not re.search(r"<script|<style|\sstyle=|\son[a-z]+=|javascript:", scripts.sub("", page))
    assert not re.search(
        r'<(?:link|img|use|form)[^>]+(?:href|src|action)="(?:https?:)?//', page.replace("http://127.0.0.1:8000", "")
    )


def test_an_https_site_sends_strict_transport_security(site_settings):
    https_app = create_app(factories.settings(site_settings.corpus.parent, public_url="https://clearinghouse.example"))
    assert "Strict-Transport-Security" in https_app.test_client().get("/healthz").headers
