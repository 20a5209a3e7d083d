"""The stylesheet is bundled from one file per feature."""

import re

from webui.stylesheet import FILES, FOLDER, bundle, expand_light_dark

DARK_BLOCK = re.compile(
    r'^:root(?:\[data-theme="dark"\]|:not\(\[data-theme="light"\]\)) \{\n(.*?)\n\}', re.DOTALL | re.MULTILINE
)


def sources():
    return {
        path.relative_to(FOLDER).with_suffix("").as_posix(): path.read_text("utf-8") for path in FOLDER.rglob("*.css")
    }


def test_every_file_is_in_the_bundle_once():
    assert sorted(FILES) == sorted(sources())


def test_the_print_rules_come_after_all_rules_that_they_override():
    assert bundle().index("@media print") > bundle().rindex("@media (min-width")


def test_the_bundle_has_no_comments_and_no_light_dark_functions():
    assert not re.search(r"/\*|light-dark\(", bundle())


def test_a_dark_color_applies_to_the_system_setting_and_to_the_visitors_choice():
    css = expand_light_dark(":root {\n  --bg: light-dark(#fff, rgb(0 0 0 / 35%));\n  --radius: 6px;\n}\n")
    assert css.startswith(":root {\n  --bg: #fff;\n  --radius: 6px;\n}\n")
    assert DARK_BLOCK.findall(css) == ["  --bg: rgb(0 0 0 / 35%);"] * 2


def test_only_the_tokens_file_names_a_color_scheme():
    named = {
        name for name, source in sources().items() if re.search(r"light-dark\(|prefers-color-scheme|data-theme", source)
    }
    assert named == {"tokens"}
