"""What people do with records at the desk: going back to a revision, deciding, signing, publishing, withdrawing."""
