"""The subject: what a resource is, and what it means to search for one."""
