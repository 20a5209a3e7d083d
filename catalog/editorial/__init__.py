"""Content by editors other than records: best bets, pages, sites, featured toolkits."""
