"""The sitting itself: who is here, each case in turn, voices heard, private views, and the meetings that go awry."""
