"""What goes out to who writes: a check as data and as a ledger, a measure to borrow."""
