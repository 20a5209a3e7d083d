"""Readers of tables: text and workbooks."""
