"""What the pages of guidance say: references as links, the sources of a page, and where a source is used."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flask import url_for

from riskpanel.rulebook import REFERENCE, Guidance, Source
from riskpanel.rulebook.current import rules
from riskpanel.web.filters import date_words

KINDS = {"statute": "Acts and regulations", "code": "The Code of Practice", "guidance": "Guidance",
         "judgment": "Judgments"}
STANDS_AT = re.compile(r", (?:section|sections|Schedule|Article|Part|chapter|paragraph|paragraphs|recommendation)s? ")


# ---- A page

def linked(text: str) -> str:
    """The page's markdown with each reference as a link, by the short name of what it refers to."""
    return REFERENCE.sub(lambda found: _link(found[1]), text)


def _link(id: str) -> str:
    source = rules().sources.get(id)
    words = source.short if source else rules().guidance[id].title
    unsure = ", not confirmed" if source and not source.confirmed else ""
    return f"[{_plain(words)}]({source_url(id) if source else page_url(id)}){unsure}"


def _plain(words: str) -> str:
    """Words in which a square bracket is only a square bracket."""
    return words.replace("[", r"\[").replace("]", r"\]")


def page_url(id: str) -> str:
    return url_for("guidance.page", page=id)


def source_url(id: str) -> str:
    return url_for("guidance.source", source=id)


def sources_of(page: Guidance) -> list[tuple[str, list[Source]]]:
    """What a page refers to, by kind, each kind in the order of the page."""
    return by_kind(rules().sources[id] for id in page.refers_to if id in rules().sources)


def by_kind(sources: Iterable[Source]) -> list[tuple[str, list[Source]]]:
    """Sources under the words for their kind: Acts first, judgments last; a kind with none is left out."""
    found = list(sources)
    groups = [(words, [one for one in found if one.kind == kind]) for kind, words in KINDS.items()]
    return [(words, some) for words, some in groups if some]


def beside(page: Guidance) -> list[tuple[str, Guidance | None]]:
    """The page before and the page after in the order a worker meets them."""
    order = [id for group in rules().guidance_groups for id in group.pages]
    at = order.index(page.id) if page.id in order else len(order)
    around = [None, *(rules().guidance[id] for id in order), None, None]
    return [("Before this", around[at]), ("Next", around[at + 2])]


def groups() -> list[dict[str, object]]:
    """The index: each group with its pages, in order."""
    return [{"title": group.title, "gist": group.gist, "pages": [rules().guidance[id] for id in group.pages]}
            for group in rules().guidance_groups]


# ---- A source

@dataclass(frozen=True)
class Use:
    """Somewhere that relies on a source: the words, where they lead, and what they belong to."""

    text: str
    href: str = ""
    where: str = ""


def in_force(source: Source) -> list[str]:
    """Since when it has stood, and until when, a sentence each."""
    return [f"{words} {date_words(day)}." for words, day in
            (("In force from", source.in_force_from), ("No longer the law from", source.in_force_until)) if day]


def affected_by(source: Source) -> list[tuple[str, Source]]:
    """What overruled it, or how it is to be read since."""
    named = (("Overruled by", source.overruled_by), ("To be read as affected by", source.affected_by))
    return [(words, rules().sources[id]) for words, id in named if id]


def affects(source: Source) -> list[Source]:
    """The sources that this one overruled or affects."""
    return [one for one in rules().sources.values() if source.id in (one.overruled_by, one.affected_by)]


def used_by(source: Source) -> list[tuple[str, list[Use]]]:
    """What relies on it: guidance, checks, questions and kinds of decision; what there is none of is left out."""
    found = [("Guidance", _in_guidance(source.id)), ("Checks", _in_checks(source.id)),
             ("Questions", _in_questions(source.id)), ("Kinds of decision", _in_kinds(source.id))]
    return [(title, uses) for title, uses in found if uses]


def _in_guidance(id: str) -> list[Use]:
    return [Use(page.title, page_url(page.id)) for page in rules().guidance.values() if id in page.refers_to]


def _in_checks(id: str) -> list[Use]:
    return [Use(check.say, where=", ".join(_title(name) for name in check.applies_to))
            for check in rules().checks.values() if id in check.sources]


def _title(name: str) -> str:
    return "The decision as a whole" if name == "decision" else rules().questionnaire(name).title


def _in_questions(id: str) -> list[Use]:
    return [Use(title, where=_title(name)) for name, title in dict.fromkeys(_asked_because_of(id))]


def _asked_because_of(id: str) -> Iterator[tuple[str, str]]:
    for name in dict.fromkeys(name for name, _ in rules().questionnaires):
        for question in rules().questionnaire(name).every():
            yield from ((name, one.title) for one in (question, *question.asks) if id in one.sources)


def _in_kinds(id: str) -> list[Use]:
    return [Use(kind.title) for kind in rules().decision_kinds.values()
            if id in [point.source for point in kind.relevant_information]]


def by_law(sources: Iterable[Source]) -> list[tuple[str, list[Source]]]:
    """Sources under the Act, Code or guideline they belong to; judgments together."""
    found: dict[str, list[Source]] = {}
    for source in sources:
        title = KINDS["judgment"] if source.kind == "judgment" else STANDS_AT.split(source.title)[0]
        found.setdefault(title, []).append(source)
    alone = [source for some in found.values() if len(some) == 1 for source in some]
    together = [(title, some) for title, some in found.items() if len(some) > 1]
    return together + ([("Other Acts, regulations and guidance", alone)] if alone else [])
