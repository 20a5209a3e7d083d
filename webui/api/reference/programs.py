"""The example programs of the reference. A test runs each of them."""

from __future__ import annotations

from dataclasses import dataclass

from webui.urls import SiteUrls


@dataclass(frozen=True, slots=True)
class ExampleProgram:
    """A program, in a language by its name for people and its name in code."""

    language: str
    code_name: str
    code: str


PYTHON = """\
import json
from urllib.request import urlopen

url = "{url}"
with urlopen(url) as response:
    answer = json.load(response)

print(answer["total"], "resources")
for hit in answer["hits"]:
    print(hit["title"], hit["page_url"])
"""
JAVASCRIPT = """\
const url = "{url}";
const response = await fetch(url);
const answer = await response.json();

console.log(answer.total, "resources");
for (const hit of answer.hits) {{
  console.log(hit.title, hit.page_url);
}}
"""
FOLLOW = """\
import json
from urllib.request import urlopen

url = "{url}"
while url:
    with urlopen(url) as response:
        page = json.load(response)
    for resource in page["resources"]:
        print(resource["change"], resource["id"])
    url = page["links"]["next"]
"""
SINCE = "2026-01-01"


def search_programs(urls: SiteUrls) -> tuple[ExampleProgram, ...]:
    """Return a search in several languages."""
    url = urls.api_search((("q", "gun violence"), ("per_page", "3"), ("fields", "title,page_url")))
    url = url.replace("%2C", ",")  # as valid, and readable
    return (
        ExampleProgram("curl", "shell", f'curl "{url}"\n'),
        ExampleProgram("Python", "python", PYTHON.format(url=url)),
        ExampleProgram("JavaScript", "javascript", JAVASCRIPT.format(url=url)),
    )


def follow_program(urls: SiteUrls) -> ExampleProgram:
    """Return a program that follows the changes of the catalog."""
    return ExampleProgram("Python", "python", FOLLOW.format(url=urls.api_resources((("changed_since", SINCE),))))
