"""Home, topics, help, program pages and the map of sites."""
