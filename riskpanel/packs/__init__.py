"""The papers of a meeting in numbered copies, each for one reader, and the invitations to it."""
