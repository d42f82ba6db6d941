"""Constructive challenge: a decision questioned with courtesy and evidence, an answer owed, and what changed."""
