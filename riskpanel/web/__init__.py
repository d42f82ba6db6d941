"""Flask plumbing: sessions, permission at the door, commit per request, one-time forms, headers and error pages."""
