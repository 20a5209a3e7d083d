"""The query log: how often texts were searched for, and with what outcome, but nothing about who searched."""
