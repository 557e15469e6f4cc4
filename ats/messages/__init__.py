"""What is written to and by a candidate: messages in one thread for each application, their templates, and replies."""
