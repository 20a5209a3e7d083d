"""Changes values and lines in texts, and keeps everything else as it is."""
