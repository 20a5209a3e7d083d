"""Compiles each template once for all applications that the tests create in a process."""

from __future__ import annotations

from typing import Any

from flask import Flask
from flask.templating import Environment
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket


class MemoryCache(BytecodeCache):
    """Keeps the bytecode of templates in memory."""

    def __init__(self) -> None:
        """Start empty."""
        self._bytecode: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket, if its template was compiled before."""
        if bytecode := self._bytecode.get(bucket.key):
            bucket.bytecode_from_string(bytecode)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self._bytecode[bucket.key] = bucket.bytecode_to_string()


class CachingEnvironment(Environment):
    """An environment that shares the bytecode of its templates with all others."""

    cache_of_all = MemoryCache()

    def __init__(self, app: Flask, **options: Any) -> None:
        """Take what Flask gives."""
        super().__init__(app, **{"bytecode_cache": self.cache_of_all, **options})


def install() -> None:
    """Let every application that is created from now on use it."""
    Flask.jinja_environment = CachingEnvironment
