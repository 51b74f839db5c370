"""From a file to a record, with every problem of the file at once."""
