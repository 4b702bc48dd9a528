"""What is made from the records, and can be made again: the search index, the versions."""
