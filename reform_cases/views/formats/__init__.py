"""Pages in other formats: by suffix on the same path, and by what a request accepts."""
