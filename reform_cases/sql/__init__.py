"""What is said to the database past the ORM, and all that differs from one database to another."""
