"""People who sign in: users, sessions, invitations, and who may do what."""
