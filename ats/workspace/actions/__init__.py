"""What somebody does to their own work: going through a queue, reading, putting off, looking at."""
