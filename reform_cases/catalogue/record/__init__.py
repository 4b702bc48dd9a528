"""One case, laid out for reading."""
