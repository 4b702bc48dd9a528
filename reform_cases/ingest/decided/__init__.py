"""What people decided, when a text or a fixture comes in."""
