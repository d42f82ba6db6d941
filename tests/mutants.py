"""`make mutants [ONLY=conditions]`: breaks the engine and the loader in every small way, and sees that a test notices.

The mutants are those of mutmut's operators, of each line of a module: also of the tables and the decorated functions
that mutmut itself leaves alone. Each is tried by itself, in a process forked from this one, on the tests of the tiny
rules alone: no mutant is killed by the luck of a drawn example. A mutant that no test notices is told, with exit
status 1, unless tests/rulebook/mutants.toml says why it changes nothing; so is a line there that explains nothing.
"""

import importlib.abc
import importlib.util
import os
import shutil
import signal
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.machinery import ModuleSpec
from itertools import islice
from pathlib import Path
from typing import Any

import libcst as cst
import pydantic  # noqa: F401  imported once, before the forks
import pytest
from libcst.metadata import MetadataWrapper
from mutmut.mutation.file_mutation import MutationVisitor, deep_replace
from mutmut.mutation.mutators import mutation_operators, operator_string
from mutmut.mutation.pragma_handling import IgnoredCode

PACKAGE, TESTS = "riskpanel.rulebook", Path("tests/rulebook")
ENGINE = ("conditions", "conditions_at_the_edges", "reading_answers", "findings", "path_and_progress")
LOADER = ("lists_of_the_rules", "unreadable_files", "loading_rules")
TRIED_ON = {"conditions": ENGINE, "truth": ENGINE, "reading": ENGINE, "tables": LOADER, "loading": LOADER}
EXPLAINED = TESTS / "mutants.toml"
SECONDS = 60  # a mutant that takes longer goes round in circles, and is noticed by that
QUIET = ("-q", "-x", "--tb=no", "--assert=plain", "-p", "no:cacheprovider", "--confcutdir", str(TESTS))


@dataclass(frozen=True)
class Mutant:
    """A module with one small thing changed: in which function, the lines that went, and those that came."""

    module: str
    within: str
    was: str
    became: str
    source: str

    def __str__(self) -> str:
        return (f"[[mutant]]\nmodule = '{self.module}'\nwithin = '{self.within}'\n"
                f"was = '''{self.was}'''\nbecame = '''{self.became}'''\nreason = ''")

    @property
    def key(self) -> tuple[str, ...]:
        return self.module, self.within, self.was, self.became


def spoilt(node: cst.BaseString) -> Iterator[cst.CSTNode]:
    """A text once, not also in capitals and in small letters: what notices one notices the others."""
    yield from islice(operator_string(node), 1)


OPERATORS = [(kind, spoilt if operator is operator_string else operator) for kind, operator in mutation_operators]


class Everywhere(MutationVisitor):
    """Mutates decorated functions too: nothing of them is copied here."""

    def _skip_node_and_children(self, node: cst.CSTNode) -> bool:
        return not isinstance(node, cst.FunctionDef) and bool(super()._skip_node_and_children(node))


def _alike(one: list[str], other: list[str]) -> int:
    """How many lines are the same before the first that differs."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((number for number, (a, b) in pairs if a != b), min(len(one), len(other)))


def changed_lines(before: str, after: str) -> list[str]:
    """The lines that went and those that came, without those before and after them that are the same."""
    was, became = before.splitlines(), after.splitlines()
    first = _alike(was, became)
    last = _alike(was[first:][::-1], became[first:][::-1])
    return ["\n".join(line.strip() for line in lines[first:len(lines) - last]) for lines in (was, became)]


def _nodes(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    yield node
    for child in node.children:
        yield from _nodes(child)


def mutants_of(module: str) -> Iterator[Mutant]:
    """Every mutant of a module, each once; only the statement it is in is written anew."""
    source = (Path(*PACKAGE.split(".")) / f"{module}.py").read_text(encoding="utf-8")
    visitor = Everywhere(OPERATORS, IgnoredCode(set(), set(), set()))
    whole = MetadataWrapper(cst.parse_module(source)).visit(visitor)
    parts = [whole.code_for_node(part) for part in (*whole.header, *whole.body, *whole.footer)]
    home = {id(node): number for number, part in enumerate(whole.body) for node in _nodes(part)}
    found: dict[str, Mutant] = {}
    for each in visitor.mutations:
        number = home[id(each.original_node)]
        changed = deep_replace(whole.body[number], each.original_node, each.mutated_node)
        place = len(whole.header) + number
        spoilt_source = "".join([*parts[:place], whole.code_for_node(changed), *parts[place + 1:]])
        function = each.contained_by_top_level_function
        within = function.name.value if isinstance(function, cst.FunctionDef) else ""
        found[spoilt_source] = Mutant(module, within, *changed_lines(source, spoilt_source), spoilt_source)
    yield from found.values()


# ---- Trying one


class Instead(importlib.abc.MetaPathFinder, importlib.abc.InspectLoader):
    """Gives the mutated source when the module is asked for."""

    def __init__(self, mutant: Mutant) -> None:
        self.name, self.source = f"{PACKAGE}.{mutant.module}", mutant.source

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        return importlib.util.spec_from_loader(name, self) if name == self.name else None

    def get_source(self, name: str) -> str:
        return self.source


def try_on(mutant: Mutant, scratch: Path) -> None:
    """In a process of its own: ends it with status 0 when every test passes."""
    signal.alarm(SECONDS)
    with open(os.devnull, "w") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)
    sys.meta_path.insert(0, Instead(mutant))
    files = [str(TESTS / f"test_{name}.py") for name in TRIED_ON.get(mutant.module, (*ENGINE, *LOADER))]
    os._exit(pytest.main([*QUIET, "--basetemp", str(scratch / str(os.getpid())), *files]))


def survivors(mutants: list[Mutant], workers: int, told: Callable[[int], None]) -> list[Mutant]:
    """Those that no test noticed."""
    waiting, running, found = list(reversed(mutants)), dict[int, Mutant](), list[Mutant]()
    scratch = Path(tempfile.mkdtemp(prefix="mutants-"))
    while waiting or running:
        while waiting and len(running) < workers:
            mutant = waiting.pop()
            pid = os.fork()
            if not pid:
                try_on(mutant, scratch)
            running[pid] = mutant
        pid, status = os.wait()
        mutant = running.pop(pid)
        shutil.rmtree(scratch / str(pid), ignore_errors=True)
        if status == 0:
            found.append(mutant)
        told(len(mutants) - len(waiting) - len(running))
    shutil.rmtree(scratch)
    return found


def main(only: list[str]) -> int:
    """Try every mutant of these modules, or of all; 1 when one is neither noticed nor explained."""
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    modules, start = only or list(TRIED_ON), time.monotonic()
    mutants = [mutant for module in modules for mutant in mutants_of(module)]
    explained = {(each["module"], each["within"], each["was"], each["became"])
                 for each in tomllib.loads(EXPLAINED.read_text(encoding="utf-8"))["mutant"]}
    untouched = Mutant("", "", "", "", "")
    if not survivors([untouched], 1, lambda _: None):
        sys.exit("The tests fail before anything is broken. Mend them first.")
    found = survivors(mutants, int(os.environ.get("WORKERS", "2")),
                      lambda done: print(f"\r{done} of {len(mutants)}", end="", flush=True))
    alive = {mutant.key for mutant in found}
    unexplained = [str(mutant) for mutant in found if mutant.key not in explained]
    needless = [key for key in sorted(explained - alive) if key[0] in modules]
    print(f"\n{len(mutants)} mutants of {', '.join(modules)} in {time.monotonic() - start:.0f} s: "
          f"{len(mutants) - len(found)} noticed by a test, {len(found) - len(unexplained)} explained.")
    print("\n\n".join(["", f"{len(unexplained)} that no test notices:", *unexplained]) if unexplained else "")
    print("\n".join(["Explained, and noticed by a test or no longer there:", *map(str, needless)]) if needless else "")
    return 1 if unexplained or needless else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
