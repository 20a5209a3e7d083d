"""The exit codes of the command. Without problems, it is 0."""

from __future__ import annotations

import sys
from typing import NoReturn

EXIT_PROBLEMS = 1
"""Some records or documents were refused, or the command found faults."""
EXIT_FAILED = 2
"""The command could not run, or could not write its output."""


def end_command(*, has_problems: bool) -> NoReturn:
    """End a command that has done its work."""
    sys.exit(EXIT_PROBLEMS if has_problems else 0)
