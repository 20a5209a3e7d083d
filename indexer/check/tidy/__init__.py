"""Repairs what has one meaning in all records: dates, spaces, quotes, abbreviations of publishers, addresses."""
