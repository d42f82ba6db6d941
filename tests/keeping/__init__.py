"""Tests of what those who keep the rules are given."""
