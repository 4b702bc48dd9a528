"""The published catalogue in memory, as arrays: what is counted, sorted and filtered without the database."""
