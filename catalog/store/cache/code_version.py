"""The version of the code that makes a record of what a file contains."""

from __future__ import annotations

import hashlib
import sys
import unicodedata
from importlib.metadata import version
from pathlib import Path

_CATALOG = Path(__file__).resolve().parents[2]
_SOURCES = ("*.py", "store/**/*.py", "schemas/**/*.py", "generations/codec.py")
"""The modules that take part in reading and validating records, in the folder of the package."""
_LIBRARIES = ("marshmallow", "PyYAML")


def code_version() -> str:
    """Return a hash that differs after each change of the code, the libraries or the Python that read records."""
    digest = hashlib.sha256(f"{sys.version}\n{unicodedata.unidata_version}\n".encode())
    for library in _LIBRARIES:
        digest.update(f"{library} {version(library)}\n".encode())
    for path in sorted(path for pattern in _SOURCES for path in _CATALOG.glob(pattern)):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(_CATALOG)} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()
