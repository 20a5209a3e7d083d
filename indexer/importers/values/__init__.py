"""What sources say, in the forms in which records say it: plain texts, dates, languages, identifiers."""
