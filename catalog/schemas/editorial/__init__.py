"""The files that editors write beside records: best bets, pages and sites."""
