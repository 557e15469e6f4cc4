"""What the screens about applications read: each screen its rows in as few statements as it can."""
