"""Programs that build riskpanel; none of them is needed to run it."""
