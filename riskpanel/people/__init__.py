"""The person whose life it is: who they are in their own words, who is around them, and which colleagues may see."""
