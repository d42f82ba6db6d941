"""Referrals to the panel: the question put, the three-part readiness check, and what the panel does with each."""
