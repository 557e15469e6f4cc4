"""Which opening a mail is for: rules without a database, the first that answers counts."""
