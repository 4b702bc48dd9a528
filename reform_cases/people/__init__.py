"""Who works at the desk: signing in, what was noted about it, where a request comes from."""
