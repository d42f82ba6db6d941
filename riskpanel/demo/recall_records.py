"""The recall: how the decision about Séamus is framed. See `recall` for where the story comes from."""

from typing import Any

from riskpanel.demo.when import ahead

FRAMING: dict[str, Any] = {
    "one_decision": "yes",
    "other_decisions": "What support he has at home if he stays is the council's to arrange, and has a record of its "
                       "own.",
    "why_now": "There were three incidents in ten days. The ward round has recall on its list for next week.",
    "can_wait": "not-sure",
    "waiting_would_allow": "It would show whether the change of night staff was the cause. It would leave him waiting "
                           "to hear a van.",
    "offered": "Nothing yet. He was told about the ward round by his support worker, who had read it on a board.",
    "really_available": "His own flat with the same four people; a second worker in the evenings for a fortnight; the "
                        "crisis house, if he asks for it.",
    "reason_to_doubt": "no",
    "doubt_kind": [],
    "doubt_reason": "There is no doubt about whether he can say what he wants. The power to recall is the hospital's "
                    "and does not turn on that.",
    "danger_now": "not-sure",
    "danger_what": "He ran into the road twice. A worker's wrist was hurt. Nothing for four days.",
    "interim_plan": "The same two workers each evening until the ward round, the walk at seven before the traffic, and "
                    "Nadia there every other day. Agreed with Séamus and the manager at Harbour Support.",
    "interim_least": "It adds people he likes, at the hour when it goes wrong, and stops him from nothing.",
    "interim_until": ahead(4),
    "safeguarding": "none",
    "safeguarding_detail": "Talked through with the duty line after the second time. Not taken further.",
    "influence": "none",
    "influence_detail": "He says the same with and without his support worker.",
    "who_else": "His mother in Sligo, whom he rings on Sundays and whom nobody at the hospital has met.",
    "advocate_needed": "yes",
    "appropriate_person": "not-agreed",
    "rights_touched": ["home", "liberty", "private"],
    "rights_supported": "It is the first home he has kept for longer than a month. We are helping him to keep it.",
}
