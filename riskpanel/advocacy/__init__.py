"""Advocates: why one may be due, asking for one, how long that has waited, and what came of it."""
