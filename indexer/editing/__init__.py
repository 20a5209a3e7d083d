"""Changes to the files of the corpus: one named change set each, that can be undone."""
