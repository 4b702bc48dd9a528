"""A name that has to go by law: where it stands, and how it is masked everywhere at once."""
