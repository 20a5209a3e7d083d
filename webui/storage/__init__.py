"""The SQLite store of toolkits, and the cached overview of the catalog."""
