"""The fixed words of a challenge: directions, answers, outcomes, and how each reads in a letter."""

from collections.abc import Mapping

DIRECTIONS: Mapping[str, str] = {
    "too-restrictive": "It is too restrictive",
    "not-protective-enough": "It does not protect enough",
    "process-or-law": "The process or the law was not followed",
    "person-not-heard": "The person was not heard",
    "facts-wrong": "The facts are wrong",
    "not-carried-out": "What was decided is not being carried out",
}

# How each direction reads in the letter; {name} is what the person likes to be called.
IN_THE_LETTER: Mapping[str, str] = {
    "too-restrictive": "I think it restricts {name} more than it needs to.",
    "not-protective-enough": "I think it does not protect {name} enough.",
    "process-or-law": "I think a step of the process, or of the law, was missed.",
    "person-not-heard": "I think {name} was not heard.",
    "facts-wrong": "I think some of the facts it rests on are wrong.",
    "not-carried-out": "I think what was decided is not being carried out.",
}

DANGER: Mapping[str, str] = {"no": "No", "yes": "Yes", "not-sure": "I am not sure"}

FOR_WHOM: Mapping[str, str] = {
    "myself": "Myself, as a practitioner",
    "person": "The person",
    "family": "Family, a friend or a carer",
    "advocate": "An advocate or representative",
}

KNOWS: Mapping[str, str] = {"yes": "Yes", "no": "No", "not-yet": "Not yet"}

BASES: Mapping[str, str] = {
    "first-hand": "First-hand: seen or heard by whoever says it",
    "reported": "Reported: passed on by somebody else",
    "document": "Written down in a document or record",
}
ASKED = "asked"

# How what is offered instead compares: on the form, and in the letter.
ALTERNATIVES: Mapping[str, tuple[str, str]] = {
    "less-restrictive": ("It restricts less", "A less restrictive way"),
    "more-protective": ("It protects more", "A more protective way"),
    "both": ("Both", "A less restrictive and more protective way"),
    "neither": ("Neither, or it depends", "Another way"),
}

# How a request to be shown evidence ended.
SHOWN: Mapping[str, str] = {
    "shown": "It was shown",
    "nothing": "There is nothing to show",
    "declined": "It will not be shown, and why",
}

ANSWERS: Mapping[str, str] = {
    "agreed": "Agreed",
    "partly": "Partly agreed",
    "not-agreed": "Not agreed",
    "more-information": "More information needed",
}

OUTCOMES: Mapping[str, str] = {
    "changed": "The decision, or how it is carried out, changed",
    "partly": "Part of it changed",
    "unchanged": "It stayed as it was",
}
