"""Requests to other sites: checked addresses, limits on time and size, robots.txt, and a pace for each host."""
