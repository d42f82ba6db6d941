"""Demonstration data: made-up stories, told by calling the services."""


def fill() -> str:
    """Fill an empty database; says what was done."""
    return "no stories yet"
