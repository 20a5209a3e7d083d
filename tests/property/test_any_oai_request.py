"""Any request to /oai is answered as the protocol says, and never with an error of the server."""

import json
from base64 import urlsafe_b64encode
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

import web_catalog
from export_readers import read_xml
from webui import create_app
from webui.interop.oai.protocol import VERBS, OaiError, Selection
from webui.interop.oai.resumption import MAX_COUNT, Resumption, _checksum, resumption_of, token_for

BASE = "http://127.0.0.1:8000/oai"
names = st.sampled_from(["verb", "metadataPrefix", "from", "until", "set", "identifier", "resumptionToken"]) | st.text()
values = (
    st.sampled_from([*VERBS, "oai_dc", "2026-01-01", "9999-12-31", "0000-00-00", "topic:technology", "oai:127.0.0.1:a"])
    | st.text()
)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=6),
    max_leaves=8,
)


counts = st.integers(0, MAX_COUNT)


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    return create_app(web_catalog.publish(tmp_path_factory.mktemp("oai"))).test_client()


@given(st.lists(st.tuples(names, values), max_size=5))
def test_any_arguments_get_a_response_of_the_protocol(client, pairs):
    for response in (client.get(f"/oai?{urlencode(pairs, errors='replace')}"), client.post("/oai", data=dict(pairs))):
        assert response.status_code == 200
        assert read_xml(response.text)[0].tag.endswith("responseDate")


@given(json_values)
def test_any_state_in_a_token_is_read_or_refused(client, state):
    assert harvest(client, json.dumps(state)).status_code == 200


@pytest.mark.parametrize(
    "state",
    [
        "[" * 30_000,
        f'[null,null,"","",{"9" * 4300},1]',
        f'[null,null,"","",1,-{"9" * 4300}]',
        '[null,null,"","",-1,1]',
    ],
    ids=["deep", "many digits", "many digits below zero", "below zero"],
)
def test_a_token_with_impossible_numbers_or_depth_is_refused(client, state):
    assert 'code="badResumptionToken"' in harvest(client, state).text


def harvest(client, state):
    """Return the response to a token with a state as JSON, and the right checksum."""
    text = urlsafe_b64encode(state.encode()).decode()
    return client.post("/oai", data={"verb": "ListRecords", "resumptionToken": f"{text}.{_checksum(text, BASE)}"})


@given(st.text(), st.text(), counts, counts)
def test_a_token_holds_the_whole_state(set_spec, after, cursor, size):
    resumption = Resumption(Selection(None, None, set_spec), after, cursor, size)
    assert resumption_of(token_for(resumption, BASE), BASE) == resumption
    with pytest.raises(OaiError):
        resumption_of(token_for(resumption, BASE), "https://elsewhere.example/oai")
