"""The MCA mailbox: any worker asks the MCA lead; the answer can become guidance in which nobody can be known."""
