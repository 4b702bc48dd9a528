"""From a read document to records: one list of plain records, written as a fixture or applied to the database."""
