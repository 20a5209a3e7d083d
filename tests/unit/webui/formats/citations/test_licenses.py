"""The license that the rights of a record name."""

import pytest

from webui.formats.citations.licenses import license_url


@pytest.mark.parametrize(
    ("rights", "url"),
    [
        ("https://example.org/terms", "https://example.org/terms"),
        ("CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("CC0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
        ("CC-BY-NC-SA-2.5", "https://creativecommons.org/licenses/by-nc-sa/2.5/"),
    ],
)
def test_a_url_or_the_name_of_a_creative_commons_license_has_a_url(rights, url):
    assert license_url(rights) == url


@pytest.mark.parametrize(
    "rights", [None, "", "Public domain", "CC BY", "CC BY 9.0", "Text under CC0 1.0, pictures are not", "javascript:x"]
)
def test_any_other_statement_is_no_license(rights):
    assert license_url(rights) == ""
