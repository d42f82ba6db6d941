"""What the panel advises, any dissent, what the decision-maker replies, and what is then done."""
