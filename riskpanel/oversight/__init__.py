"""What the principal social worker sees of the trail: who did and saw what, and whether the chain is whole."""
