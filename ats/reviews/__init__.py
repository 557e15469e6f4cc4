"""What people think of an application: notes, and the shortlist of each opening."""
