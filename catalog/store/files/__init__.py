"""Reads files that people write: finds them, parses them, and explains mistakes in their syntax."""
