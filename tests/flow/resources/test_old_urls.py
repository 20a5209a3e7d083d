"""Old URLs of resources redirect to the current ones."""

import pytest


@pytest.mark.parametrize(
    ("url", "to"),
    [
        ("/resources/723", "/resources/talk"),
        ("/resources/723/text/1", "/resources/talk/text/1"),
        ("/clearinghouse/resource/723", "/resources/talk"),
        ("/clearinghouse/resource/723/license-plate-readers", "/resources/talk"),
        ("/clearinghouse/resource/900/an-old-talk", "/resources/talk"),
    ],
)
def test_an_old_url_redirects_to_the_current_one(client, url, to):
    response = client.get(url)
    assert (response.status_code, response.headers["Location"]) == (301, to)
