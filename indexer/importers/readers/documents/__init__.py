"""Reads what documents say of themselves: titles, dates, languages, authors."""
