"""What the page and the list of cases have beside the form: history, signing, bulk actions."""
