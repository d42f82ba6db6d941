"""The panel's queue: what waits, for how long, with what in the meantime, and why a case is not in it."""
