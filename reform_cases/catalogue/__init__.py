"""What readers ask of the records: listings with filters and facets, a record laid out, a source with its passages marked."""
