"""What the desk's forms and lists share."""
