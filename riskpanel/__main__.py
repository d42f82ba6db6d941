"""`python -m riskpanel` is the same as the `riskpanel` command."""

from riskpanel.cli import main

main()
