"""The records of a search in the forms that other programs read: feeds, tables, references. Pure functions."""
