"""What a question and an answer are, and the ports through which engines give answers."""
