"""Messages with a count are right for one: nouns after a number come from `pluralized`."""

import re

from paths import ROOT

NOUNS = (
    "records documents files rows items links problems queries pages times values kinds parts runs days ids words "
    "causes groups drafts searches sources notes places"
).split()
COUNTED = re.compile(rf"\{{(?!limit|MAX_)[^{{}}]+:,\}} (?:(?:more|other|new|further|older) )?(?:{'|'.join(NOUNS)})\b")
NEVER_ONE = {
    "all {count:,} records of {place}",
    "{count:,} links. {first.state.reason}",
    "{problems:,} problems were",
    "{refused:,} documents more than before",
}
"""The beginnings of messages that are only made for more than one."""


def test_no_message_has_a_plural_after_a_number_that_may_be_one():
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in sorted((ROOT / "indexer").rglob("*.py"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if not any(known in line for known in NEVER_ONE)
        for match in COUNTED.finditer(line)
    ]
    assert found == []
