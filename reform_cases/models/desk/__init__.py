"""What only the desk knows: no reader's page is made of it."""
