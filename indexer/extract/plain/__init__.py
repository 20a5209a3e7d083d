"""Formats that are text as they are: plain text, Markdown, tables, captions."""
