"""Guidance, its sources and its worksheets."""
