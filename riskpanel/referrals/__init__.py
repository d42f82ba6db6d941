"""Referrals to the panel: the question put, the three-part readiness check, and the queue with its clocks."""
