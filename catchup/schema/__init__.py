"""Frozen records for the files a user may edit: profile, chain, scenario, strategy."""
