"""Which records the rows of a source are about: those that they brought, and those that resemble them."""
