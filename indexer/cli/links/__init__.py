"""The commands about links: fetching what they lead to, and checking them."""
