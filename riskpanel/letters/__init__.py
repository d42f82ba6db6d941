"""The letters that tell the person, and those who may know, what a panel advised and what was decided."""
