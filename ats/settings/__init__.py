"""Settings screens: people, company, templates, mail, jobs, audit log."""
