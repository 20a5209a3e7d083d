"""Citations of one record, and its metadata in pages."""
