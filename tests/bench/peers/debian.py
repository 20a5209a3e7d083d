"""Modules of Debian's Python packages, which are not visible in a virtual environment."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

PACKAGES = Path("/usr/lib/python3/dist-packages")


def debian_module(name: str) -> ModuleType:
    """Return a module of Debian's packages; raise ImportError if it is not installed or does not fit this Python."""
    try:
        return import_module(name)
    except ImportError:
        sys.path.append(str(PACKAGES))  # last, so that other modules are not loaded from there
        try:
            return import_module(name)
        finally:
            sys.path.remove(str(PACKAGES))
