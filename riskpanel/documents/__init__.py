"""Letters, packs and minutes as documents: told once as blocks, written as HTML, tagged PDF and Word."""
