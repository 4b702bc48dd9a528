"""The people of the desk, as its administrators see them: accounts, roles, the audit log."""
