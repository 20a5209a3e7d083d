"""Records as their files have them."""
