"""Modules of Debian's Python packages, which a virtual environment does not see."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

PACKAGES = Path("/usr/lib/python3/dist-packages")


def debian_module(name: str) -> ModuleType:
    """Return a module that was installed with Debian's packages; raise ImportError where it is not or does not fit."""
    try:
        return import_module(name)
    except ImportError:
        sys.path.append(str(PACKAGES))  # last, so that nothing of ours is taken from there
        try:
            return import_module(name)
        finally:
            sys.path.remove(str(PACKAGES))
