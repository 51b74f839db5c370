"""A solved model -> the tables of a plan."""
