"""Numbers: found, read as values, and told apart by what they say."""
