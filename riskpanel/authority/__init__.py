"""Attorneys, deputies and advance decisions: seen by whom, how they may act and do, and what settles a doubt."""
