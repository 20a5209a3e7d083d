"""`python -m indexer`: the same as the `clearinghouse` command."""

from indexer.cli.commands import main

if __name__ == "__main__":
    main()
