"""What is known of the files of a corpus from the run before, so that only changed ones are read. It may be deleted."""
