"""Measures how received mail finds its opening: generated mails of which it is known where they belong."""
