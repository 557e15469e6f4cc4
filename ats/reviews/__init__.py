"""What people think of an application: notes for now."""
