"""Colleagues who sign in: their accounts, roles, teams and sessions."""
