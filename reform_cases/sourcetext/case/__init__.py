"""The text of one case becomes its measures, organ and region."""
