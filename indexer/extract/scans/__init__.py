"""Pages without text: as pictures for text recognition, and the text that was recognized on them."""
