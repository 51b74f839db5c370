"""The words of the pages: pure functions from numbers to sentences."""
