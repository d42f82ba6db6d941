"""For those who keep the rules: what the rules are, a record tried on them, and what a change of law touches."""
