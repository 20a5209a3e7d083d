"""The result of a tool depends on its arguments alone, whatever was cached before."""

import json

from assistant_messages import call
from webui import create_app
from webui.interop.mcp.tools.tool import ToolAnswer

CALLS = (
    ("search", {}),
    ("search", {"query": "shooting"}),
    ("search", {"query": "shooting", "page": 2}),
    ("search", {"query": "shooting", "limit": 5}),
    ("search", {"query": "shooting", "language": "es"}),
    ("search", {"format": "publication"}),
    ("search", {"format": ["podcast", "publication"]}),
    ("search", {"topic": "technology"}),
    ("search", {"agency_size": "small"}),
    ("get_resource", {"id": "guide"}),
    ("get_resource", {"id": "guide", "language": "es"}),
    ("get_resource", {"id": "talk"}),
    ("get_resource", {"id": "723"}),
    ("get_resource", {"id": "nothing"}),
    ("list_topics", {}),
    ("list_topics", {"language": "es"}),
)


def results(client, calls):
    return {json.dumps((tool, arguments)): call(client, tool, **arguments) for tool, arguments in calls}


def cached_results(client):
    keys = client.application.extensions["clearinghouse"].responses.cached_keys()
    return [key for key in keys if isinstance(key.content, ToolAnswer)]


def test_a_result_does_not_depend_on_which_others_were_cached_before(site_settings):
    forward, backward = (create_app(site_settings).test_client() for _ in range(2))
    assert results(forward, CALLS) == results(backward, reversed(CALLS)) == results(forward, CALLS)
    assert len(cached_results(forward)) == len(CALLS)


def test_the_order_of_values_and_what_is_left_out_make_no_difference(site_settings):
    client = create_app(site_settings).test_client()
    call(client, "search", format=["podcast", "publication"])
    call(client, "search", format=["publication", "podcast"], query="", page=1, language=None)
    assert len(cached_results(client)) == 1
