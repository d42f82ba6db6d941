"""Minutes of a case: written at the sitting, read by the members who were there, signed and locked."""
