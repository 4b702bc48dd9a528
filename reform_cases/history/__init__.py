"""What records were, who changed them and how: the whole record as data, its revisions, what differs between two."""
