"""`python -m webui.serve HOST PORT WORKERS`: the program that `clearinghouse serve` becomes.

Settings come from the environment and `clearinghouse.toml`, as everywhere.
"""

from __future__ import annotations

import os
import sys

import click

from catalog.errors import ConfigError, EngineError, NoGenerationError
from catalog.generations.generation import Generations
from catalog.search.ports import load_engine
from catalog.settings import load_settings, missing_corpus
from webui.serve.launch import listen_address, local_url, public_url
from webui.serve.server import serve


def main(host: str, port: int, workers: int) -> None:
    """Check that the address is free, print the URL of the site, and serve it until a signal ends the process."""
    settings = load_settings()
    ip = listen_address(host, port)
    try:
        generations = Generations(settings.data, load_engine(settings), settings.keep_generations)
        click.echo(f"Serving generation {generations.current()}.")
    except NoGenerationError as error:
        click.echo(f"Serving without an index: {error}.")
        if not settings.corpus.is_dir():
            click.echo(f"Also, {missing_corpus(settings.corpus)}.")
    except EngineError as error:
        click.echo(f"Serving the newest generation that is intact: {error}.")
    click.echo(f"The clearinghouse is at {local_url(ip, port)} (Ctrl-C stops it)")
    os.environ["CATALOG_PUBLIC_URL"] = public_url(settings, ip, port)  # the workers inherit it
    serve(ip, port, workers)


if __name__ == "__main__":
    try:
        main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
    except ConfigError as error:
        click.echo(f"clearinghouse: {error}", err=True)
        sys.exit(2)
