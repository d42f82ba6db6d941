"""Reads the rules folder into a Rulebook, or says everything that is wrong with it at once."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from riskpanel.rulebook import definitions as d
from riskpanel.rulebook.facts import CATALOGUES
from riskpanel.rulebook.grammar import Model
from riskpanel.rulebook.panel_types import Listed, PanelType
from riskpanel.rulebook.problems import RulebookError, did_you_mean, sentences
from riskpanel.rulebook.reaching import Shelf
from riskpanel.rulebook.tables import Unreadable, table_of, text_of
from riskpanel.rulebook.vetting import vet

Kind = TypeVar("Kind", bound=Model)
Read = TypeVar("Read")
FOLDERS = ("checks", "guidance", "panels", "questionnaires")


@dataclass
class Reader:
    """Reads one folder, noting every problem instead of stopping at the first."""

    folder: Path
    problems: list[str] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)
    read: set[str] = field(default_factory=set)

    def table(self, name: str, needed: bool = False) -> dict[str, Any]:
        """A TOML file as a table; empty when it is absent or unreadable."""
        self.read.add(name)
        if (self.folder / name).exists():
            return self.told(name, table_of) or {}
        if needed:
            self.broken.add(name.removesuffix(".toml"))
            self.problems.append(f"{name}: the file is missing. Add it to the rules.")
        return {}

    def told(self, name: str, read: Callable[[Path], Read]) -> Read | None:
        """What a file says; None where it cannot be read, and its name is remembered, since others may refer to it."""
        self.read.add(name)
        try:
            return read(self.folder / name)
        except Unreadable as error:
            self.broken.add(Path(name).name.split(".")[0])
            self.problems.append(f"{name}: {error}")
            return None

    def listed(self, table: Mapping[str, Any], key: str, name: str) -> list[Any]:
        """The entries of a file that holds a list of them under one name, and nothing else."""
        self.problems += [f"{name}: “{other}” does not belong at the top of the file.{did_you_mean(other, [key])}"
                          for other in table.keys() - {key}]
        found = table.get(key, [])
        if isinstance(found, list):
            return found
        self.problems.append(f"{name}: “{key}” is not a list. Write [[{key}]] before each entry, or put it in [ ].")
        return []

    def build(self, kind: type[Kind], raw: Any, file: str) -> Kind | None:
        """One entry, or None when it is wrong; its name is remembered, since others may refer to it."""
        try:
            return kind.model_validate(raw)
        except ValidationError as error:
            if isinstance(raw, Mapping):
                self.broken.add(str(raw.get("id")))
            self.problems += sentences(error, kind, raw, file)
            return None

    def several(self, pattern: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """Each TOML file that matches and says something, in the order of its name, with its path inside the folder."""
        for file in sorted(self.folder.glob(pattern)):
            name = file.relative_to(self.folder).as_posix()
            raw = self.told(name, table_of)
            if raw:
                yield name, raw
            elif raw is not None:
                self.problems.append(f"{name}: the file says nothing. Write in it what it is for, or remove it.")

    def named(self, kind: type[Kind], file: str, needed: bool = False) -> dict[str, Kind]:
        """A file of `[id]` tables."""
        return self.entries(kind, self.table(file, needed), file)

    def entries(self, kind: type[Kind], tables: Mapping[str, Any], file: str) -> dict[str, Kind]:
        """Each `[id]` table of a file, by its id."""
        built: dict[str, Kind] = {}
        for id, raw in tables.items():
            if not isinstance(raw, Mapping):
                self.problems.append(f"{file}: “{id}” is only “{raw}”. Write [{id}], and under it a line for each key.")
                continue
            entry = self.build(kind, {**raw, "id": id}, file)
            if entry:
                built[id] = entry
        return built

    def unique(self, kind: str, id: str, taken: Mapping[Any, Any], key: Any, file: str) -> None:
        """Notes a second entry of the same name."""
        if key in taken:
            self.problems.append(f"{file}: the {kind} “{id}” is defined twice. Give one of them another id.")


def _questionnaires(reader: Reader) -> dict[tuple[str, int], d.Questionnaire]:
    found: dict[tuple[str, int], d.Questionnaire] = {}
    for name, raw in reader.several("questionnaires/[!.]*.toml"):
        one = reader.build(d.Questionnaire, raw, name)
        if not one:
            continue
        reader.unique("questionnaire", one.id, found, (one.id, one.version), name)
        if Path(name).name != f"{one.id}.{one.version}.toml":
            expected = f"{one.id}.{one.version}.toml"
            reader.problems.append(f"{name}: holds “{one.id}” version {one.version}. Name the file {expected}.")
        if one.id in CATALOGUES:
            reader.problems.append(f"{name}: “{one.id}” is a name kept for the application. Choose another id.")
        found[one.id, one.version] = one
    return found


def _checks(reader: Reader) -> tuple[dict[str, d.Check], dict[str, str]]:
    found: dict[str, d.Check] = {}
    files: dict[str, str] = {}
    for name, raw in reader.several("checks/[!.]*.toml"):
        for each in reader.listed(raw, "check", name):
            told = {**each, "subject": Path(name).stem} if isinstance(each, Mapping) else each
            check = reader.build(d.Check, told, name)
            if check:
                reader.unique("check", check.id, found, check.id, name)
                found[check.id], files[check.id] = check, name
    return found, files


def _panels(reader: Reader) -> dict[str, PanelType]:
    found: dict[str, PanelType] = {}
    for name, raw in reader.several("panels/[!.]*.toml"):
        panel = reader.build(PanelType, raw, name)
        if panel:
            reader.unique("panel", panel.id, found, panel.id, name)
            found[panel.id] = panel
    return found


def _guidance(reader: Reader) -> dict[str, d.Guidance]:
    found: dict[str, d.Guidance] = {}
    for file in sorted(reader.folder.glob("guidance/[!.]*.md")):
        name = f"guidance/{file.name}"
        said = reader.told(name, text_of)
        if said is None:
            continue
        first, _, text = said.partition("\n")
        if not first.startswith("# "):
            reader.problems.append(f"{name}: the first line is not a title. Start it with “# ”.")
            continue
        page = reader.build(d.Guidance, {"id": file.stem, "title": first[2:], "text": text.strip()}, name)
        if page:
            found[page.id] = page
    return found


def _guidance_groups(reader: Reader) -> tuple[d.GuidanceGroup, ...]:
    name = "guidance/index.toml"
    groups = [reader.build(d.GuidanceGroup, raw, name) for raw in reader.listed(reader.table(name), "group", name)]
    return tuple(group for group in groups if group)


def _policy(reader: Reader) -> tuple[date, dict[str, d.Figure]]:
    raw = reader.table("policy.toml", needed=True)
    as_at = raw.pop("as_at", None)
    if not isinstance(as_at, date):
        reader.problems.append("policy.toml: “as_at” is not a date. Give the day the rules speak from.")
        as_at = date.min
    return as_at, reader.entries(d.Figure, raw, "policy.toml")


def _ladder(reader: Reader, policy: Mapping[str, d.Figure]) -> dict[str, d.LadderStage]:
    """The stages in the order of the file, each with figures that policy.toml holds."""
    name = "ladder.toml"
    stages = reader.named(d.LadderStage, name)
    wanted = [(id, key) for id, stage in stages.items() for key in stage.figures()]
    reader.problems += [f"{name}: “{id}” counts by “{key}”, which policy.toml does not hold."
                        f"{did_you_mean(key, policy)}" for id, key in wanted if key not in policy]
    return stages


def _bank_holidays(reader: Reader) -> frozenset[date]:
    name = "bank-holidays.toml"
    dates = reader.listed(reader.table(name), "dates", name)
    for wrong in (each for each in dates if not isinstance(each, date)):
        reader.problems.append(f"{name}: “{wrong}” is not a date. Write it as 2026-12-25, unquoted.")
    return frozenset(each for each in dates if isinstance(each, date))


def _unread(reader: Reader) -> Iterator[str]:
    """Files that look like rules and that nothing reads: misnamed, or in the wrong place."""
    known = {name for name in reader.read if "/" not in name}
    for file in sorted(reader.folder.rglob("*")):
        name = file.relative_to(reader.folder).as_posix()
        plain = name.lower().removesuffix(".txt")
        if name in reader.read or not plain.endswith(".toml") or file.name.startswith("."):
            continue
        place = did_you_mean(file.parent.name, FOLDERS) if "/" in name else did_you_mean(name, known)
        remedy = f" Name it {plain}." if plain != name else place
        yield f"{name}: nothing reads a file of this name in this place.{remedy}"


def fingerprint(folder: Path) -> str:
    """One sha256 over every rules file, by name and content."""
    digest = hashlib.sha256()
    files = (file for file in folder.rglob("*") if file.suffix in (".toml", ".md") and file.is_file())
    for file in sorted(files, key=lambda each: each.relative_to(folder).as_posix()):
        content = hashlib.sha256(file.read_bytes()).hexdigest()
        digest.update(f"{file.relative_to(folder).as_posix()} {content}\n".encode())
    return digest.hexdigest()


def load(folder: Path) -> d.Rulebook:
    """The rules in this folder; raises RulebookError with every problem found."""
    reader = Reader(Path(folder))
    if not reader.folder.is_dir():
        raise RulebookError([f"{folder}: there is no such folder. Give the folder that holds the rules."])
    as_at, policy = _policy(reader)
    checks, files = _checks(reader)
    book = d.Rulebook.model_construct(
        questionnaires=_questionnaires(reader),
        sources=reader.named(d.Source, "sources.toml", needed=True),
        checks=checks,
        policy=policy,
        decision_kinds=reader.named(d.DecisionKind, "decision-kinds.toml"),
        themes=reader.named(d.Theme, "themes.toml"),
        grounds=reader.named(d.GroundKind, "grounds.toml"),
        panels=_panels(reader),
        specialisms=reader.named(Listed, "specialisms.toml"),
        agencies=reader.named(Listed, "agencies.toml"),
        ladder=_ladder(reader, policy),
        tracks=reader.named(d.Track, "tracks.toml"),
        guidance=_guidance(reader),
        guidance_groups=_guidance_groups(reader),
        bank_holidays=_bank_holidays(reader),
        fingerprint=fingerprint(reader.folder),
        law_as_at=as_at,
    )
    problems = [*reader.problems, *_unread(reader), *vet(Shelf(book, files, frozenset(reader.broken)))]
    if problems:
        raise RulebookError(problems)
    return book
