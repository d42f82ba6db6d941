"""Short references that people can say on the telephone and that cannot be guessed in order."""

import secrets

LETTERS = "23456789BCDFGHJKMNPQRSTVWXYZ"


def new_reference(kind: str) -> str:
    """A reference such as P-7K3M-Q2ZD: the kind's letter, then eight characters without look-alikes or vowels."""
    drawn = "".join(secrets.choice(LETTERS) for _ in range(8))
    return f"{kind}-{drawn[:4]}-{drawn[4:]}"
