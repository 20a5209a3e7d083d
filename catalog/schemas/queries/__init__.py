"""URL parameters to queries and builder answers, and back."""
