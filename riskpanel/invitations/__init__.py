"""Invitations to a meeting: letters people can read, calendar files, and a list of what goes to whom and how."""
