"""A decision in question: one sentence, who decides, by when, each voice's view, and whether there is agreement."""
