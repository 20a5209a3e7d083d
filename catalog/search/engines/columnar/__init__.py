"""Our searcher over memory-mapped columns; it imports no engine library."""
