"""The rulebook: reads `rules/` once, then says which questions to ask and what a record leaves open. Pure."""

from riskpanel.rulebook.definitions import (
    NO_ENTRIES,
    NOT_SURE,
    REFERENCE,
    Check,
    DecisionKind,
    Example,
    Figure,
    Guidance,
    GuidanceGroup,
    LadderStage,
    Question,
    Questionnaire,
    RelevantInformation,
    Rulebook,
    Section,
    Source,
    Track,
)
from riskpanel.rulebook.facts import DECISION, PERSON
from riskpanel.rulebook.findings import Finding, Read, evaluate, examples, fires, suggested
from riskpanel.rulebook.functions import described
from riskpanel.rulebook.loading import load
from riskpanel.rulebook.lock import lock_problems, write_lock
from riskpanel.rulebook.panel_types import PanelType
from riskpanel.rulebook.path import Page, Progress, asked_of, path, progress
from riskpanel.rulebook.problems import RulebookError
from riskpanel.rulebook.wording import in_words, name_of, sentence, standing

__all__ = [
    "DECISION",
    "NOT_SURE",
    "NO_ENTRIES",
    "PERSON",
    "REFERENCE",
    "Check",
    "DecisionKind",
    "Example",
    "Figure",
    "Finding",
    "Guidance",
    "GuidanceGroup",
    "LadderStage",
    "Page",
    "PanelType",
    "Progress",
    "Question",
    "Questionnaire",
    "Read",
    "RelevantInformation",
    "Rulebook",
    "RulebookError",
    "Section",
    "Source",
    "Track",
    "asked_of",
    "described",
    "evaluate",
    "examples",
    "fires",
    "in_words",
    "load",
    "lock_problems",
    "name_of",
    "path",
    "progress",
    "sentence",
    "standing",
    "suggested",
    "write_lock",
]
