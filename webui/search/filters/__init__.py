"""The filters of the search page: what can be filtered by, what is, and what else would have results."""
