"""The toolkit builder."""
