"""The `clearinghouse` command."""
