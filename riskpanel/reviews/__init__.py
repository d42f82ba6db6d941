"""Review: what was feared and hoped for against what happened, with the person's contribution first."""
