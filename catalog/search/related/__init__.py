"""Related resources: links between records, and similar records."""
