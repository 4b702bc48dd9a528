"""A batch becomes cases: headings, titles, what stands before, between and after them."""
