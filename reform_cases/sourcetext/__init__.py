"""From the bytes of a published text to frozen records with spans; no Django, no database."""
