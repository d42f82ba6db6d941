"""Answers from people without an account: a link for one person, opened by a code that reached them another way."""
