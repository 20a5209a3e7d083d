"""A number that an option cannot mean is refused with a sentence that names the option, in every command."""

import pytest

from indexer.cli.commands import main

NO_NUMBERS = ("nan", "inf", "-inf", "-1", "1e308", "9" * 30, "1" * 5_000, "ten", "")
RANGES = [
    (("harvest", "--older-than"), "use a number from 0 to 36,500"),
    (("check-links", "--older-than"), "use a number from 0 to 36,500"),
    (("check-links", "--limit"), "use a whole number from 1 to 1,000,000"),
    (("watch", "--quiet-s"), "use a number from 0 to 3,600"),
    (("report", "--days"), "use a whole number from 1 to 3,650"),
    (("report", "--limit"), "use a whole number from 1 to 2,000"),
    (("history", "a", "--limit"), "use a whole number from 1 to 1,000,000"),
    (("text", "a", "--document"), "use a whole number from 1 to 1,000,000"),
    (("text", "a", "--page"), "use a whole number from 1 to 1,000,000"),
    (("serve", "--port"), "use a whole number from 1 to 65,535"),
    (("serve", "--workers"), "use a whole number from 1 to 64"),
]


@pytest.mark.parametrize("number", NO_NUMBERS)
@pytest.mark.parametrize(("arguments", "advice"), RANGES)
def test_what_is_no_number_of_the_range_is_refused_with_the_name_of_the_option(
    clearinghouse, arguments, advice, number
):
    result = clearinghouse(*arguments[:-1], f"{arguments[-1]}={number}")
    assert result.exit_code == 2
    assert f"Error: Invalid value for '{arguments[-1]}': {advice}, not '{number}'." in result.stderr


def test_every_option_with_a_number_is_among_these():
    named = {(arguments[0], arguments[-1]) for arguments, _ in RANGES}
    assert set(_number_options()) == named


def _number_options():
    """Yield the commands and options that take a number."""
    for name in main.list_commands(None):
        for parameter in main.get_command(None, name).params:
            if parameter.type.name in ("integer", "integer range", "float", "float range"):
                yield name, parameter.opts[0]
