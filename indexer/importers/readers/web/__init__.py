"""Readers of what other sites publish for programs: catalogs, feeds, lists of records, sitemaps and pages."""
