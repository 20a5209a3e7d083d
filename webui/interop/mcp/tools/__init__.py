"""The tools that assistants call: what each one takes, and what it finds in the catalog."""
