"""The clock of a challenge: it runs while an answer is awaited, can be paused, and reminds by the daily job."""
