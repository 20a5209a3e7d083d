"""Any address to embed, and any options of a frame, are answered or refused with a reason; nothing fails."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import web_catalog
from webui import create_app
from webui.embed.options import WIDGET_PARAMETERS

PUBLIC_URL = "https://clearinghouse.example"
MANY = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
VALUES = st.sampled_from(["list", "results", "dark", "1", "0", "21", "technology", "guide", "cameras", "#FFF000", ""])
PATHS = st.sampled_from(
    ["/search?q=", "/search?topic=", "/es/search?", "/resources/", "/toolkits/", "/", "/es/es/", "?"]
)
ADDRESSES = st.builds("{}{}{}".format, st.sampled_from([PUBLIC_URL, "http://[", "//", ""]), PATHS, TEXTS)


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    settings = web_catalog.publish(tmp_path_factory.mktemp("widget"), public_url=PUBLIC_URL)
    return create_app(settings).test_client()


@MANY
@given(url=ADDRESSES | TEXTS, sizes=st.dictionaries(st.sampled_from(["maxwidth", "maxheight", "format"]), TEXTS))
def test_any_address_to_embed_is_answered_or_refused(client, url, sizes):
    response = client.get("/oembed", query_string={"url": url, **sizes})
    assert response.status_code in (200, 400, 404, 501)
    if response.status_code == 200 and response.is_json:
        frame = response.json["html"].partition('src="')[2].partition('"')[0].replace("&amp;", "&")
        assert client.get(frame.replace("&#34;", '"')).status_code == 200


@MANY
@given(params=st.lists(st.tuples(st.sampled_from(WIDGET_PARAMETERS) | TEXTS, VALUES | TEXTS), max_size=6))
def test_any_options_of_a_frame_are_shown_or_refused(client, params):
    response = client.get("/embed/frame", query_string=dict(params))
    assert response.status_code in (200, 400, 404)
    assert "frame-ancestors *" in response.headers["Content-Security-Policy"]
