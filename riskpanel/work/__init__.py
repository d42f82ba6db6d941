"""My work: what do I owe, to whom, by when."""
