"""Tests of referrals, triage and the queue."""
