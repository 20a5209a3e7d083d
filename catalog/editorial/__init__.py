"""What editors publish beside records: best bets, pages, featured toolkits."""
