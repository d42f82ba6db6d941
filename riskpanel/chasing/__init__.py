"""Seeing agreed actions and replies through: reminders before and after they are due, proof, and reopening."""
