"""Brings records from other catalogs, feeds, spreadsheets and folders into the corpus."""
