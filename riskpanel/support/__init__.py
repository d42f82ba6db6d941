"""Support around a challenge: what was discussed with whom, notes of peers and supervision, and what was learned."""
