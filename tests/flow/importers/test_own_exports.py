"""What the site exports can be imported again: the records of the starter corpus come back field by field."""
