"""What an index keeps, mapped into memory: columns, postings, the entries of segments, and all segments together."""
