"""The documents of records: finding them, their text, and pictures of their pages."""
