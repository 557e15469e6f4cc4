"""What happened: one append-only table fed by every event, read as timeline and as audit log."""
