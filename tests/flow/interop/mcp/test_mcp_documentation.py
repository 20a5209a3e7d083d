"""The example in docs/api.md works, and the tools and arguments that it lists are those there are."""

import json
import re

import pytest

from assistant_messages import message, send
from paths import ROOT

TEXT = (ROOT / "docs/api.md").read_text(encoding="utf-8").split("## Assistants (MCP)")[1].split("\n## ")[0]


@pytest.fixture(scope="module")
def example():
    """The headers and the body of the example."""
    block = re.search(r"(?m)^    POST /mcp\n((?:    .*\n|\n)+)", TEXT)[1]
    head, body = re.sub(r"(?m)^    ", "", block).split("\n\n", 1)
    return dict(line.split(": ", 1) for line in head.splitlines()), json.loads(body)


def test_the_example_is_answered(client, example):
    headers, body = example
    response = client.post("/mcp", data=json.dumps(body), headers=headers)
    assert response.status_code == 200
    assert response.json["result"]["structuredContent"]["hits"][0]["id"] == "talk"


def test_every_tool_is_listed_with_its_arguments(client):
    rows = re.findall(r"(?m)^\| `(\w+)` \| (.*?) \|", TEXT)
    listed = {tool: re.findall(r"`(\w+)`", arguments) for tool, arguments in rows}
    tools = send(client, message("tools/list")).json["result"]["tools"]
    assert listed == {tool["name"]: list(tool["inputSchema"]["properties"]) for tool in tools}
