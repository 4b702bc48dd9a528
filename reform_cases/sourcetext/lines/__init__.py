"""A text becomes cleaned lines, sections and paragraphs that still point at its characters."""
