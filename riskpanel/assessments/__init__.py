"""Filled-in questionnaires about a decision: answered page by page, tested by the checks, concluded and frozen."""
