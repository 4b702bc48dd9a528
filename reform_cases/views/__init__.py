"""Pages for readers. A view fetches finished data from the catalogue and hands it to a template."""
