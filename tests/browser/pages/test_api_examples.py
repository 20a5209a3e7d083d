"""The JavaScript example of the API page runs in a browser."""

import pytest

pytestmark = pytest.mark.xdist_group("browser")


def test_the_javascript_example_runs(page):
    page.goto("/api")
    code = page.locator("code[data-language=javascript]").inner_text().replace("http://127.0.0.1:8000", "")
    lines = []
    page.on("console", lambda message: lines.append(message.text))
    page.evaluate(f"(async () => {{ {code} }})()")
    assert lines[0].endswith(" resources")
    assert len(lines) > 1
