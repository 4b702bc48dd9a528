"""A bundle: the catalogue as a folder of files that goes anywhere, and back into an empty database of whatever kind."""
