"""Planning a sitting: the next dates from the pattern, and an agenda's times, breaks, people and parts kept apart."""
