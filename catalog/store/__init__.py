"""Files on disk to values: records and what editors write beside them."""
