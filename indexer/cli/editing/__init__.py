"""The commands that change the corpus, each as a change set."""
