"""The steps from files to a published generation."""
