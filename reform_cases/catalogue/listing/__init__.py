"""A list of cases as somebody asked for it: parameters, filters, facets, order, pages, words."""
