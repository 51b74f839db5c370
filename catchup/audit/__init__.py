"""A plan worked out again from its own tables, with nothing of the code that made it."""
