"""What runs tests of clocks."""
