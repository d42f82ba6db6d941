"""Guidance in plain words, with its sources and how sure we are of each."""
