"""How readers' pages are written: the environment of the templates, and marked text."""
