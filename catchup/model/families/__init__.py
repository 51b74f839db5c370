"""Constraint families: one function each that yields named rows."""
