"""What is left to do after a meeting: one list, to which each feature adds its own, and which empties."""
