"""Fixtures for the tests of toolkits in a browser."""

import pytest


@pytest.fixture(autouse=True)
def no_browser_errors(request):
    """Fail a test when its page reports an error in the console. Answers with status 400 are expected."""
    if "page" not in request.fixturenames:
        yield
        return
    errors = []
    page = request.getfixturevalue("page")
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield
    assert [error for error in errors if "status of 400" not in error] == []
