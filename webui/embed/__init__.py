"""The search widget for other sites: its options, its files, and the pages around it."""
