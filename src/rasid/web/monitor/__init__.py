"""What whoever runs the server sees of it: whether it is well, how much it does, how fast. No word of a report, and nothing of a person."""
