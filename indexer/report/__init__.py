"""What editors learn from the query log: what people searched for, and what to do about it."""
