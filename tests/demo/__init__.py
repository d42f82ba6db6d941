"""Tests of the demonstration stories."""
