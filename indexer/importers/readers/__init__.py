"""Readers of the formats that can be imported: bytes to rows. They run in the sandbox."""
