"""The panel: meetings and who sits, advice with reasons, dissent and actions, and the decision-maker's reply."""
