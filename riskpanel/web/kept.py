"""What was typed when a session ran out is carried through signing in and offered back."""

from urllib.parse import urlsplit

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import ImmutableMultiDict

PREFIX = "kept."
NOT_KEPT = ("csrf_token", "password")


def sign_in_url() -> str:
    """The sign-in page, which afterwards leads back to the page asked for."""
    asked = request.full_path.rstrip("?") if request.method == "GET" else ""
    return url_for("users.sign_in", to=asked) if asked not in ("", "/") else url_for("users.sign_in")


def ask_to_sign_in() -> ResponseReturnValue:
    """Show the sign-in page with what was just sent hidden in it, so that nothing typed is lost."""
    fields = [(PREFIX + name, value) for name, value in request.form.items(multi=True) if name not in NOT_KEPT]
    fields.append(("kept_for", request.full_path.rstrip("?")))
    return render_template("users/sign_in_again.html", kept_fields=fields, demonstration_users=[]), 401


def carried(form: ImmutableMultiDict[str, str]) -> list[tuple[str, str]]:
    """The fields carried through signing in, under their own names again."""
    return [(name.removeprefix(PREFIX), value) for name, value in form.items(multi=True) if name.startswith(PREFIX)]


def safe_local(address: str) -> str | None:
    """The address if it is a path on this site, else None."""
    parts = urlsplit(address)
    local = address.startswith("/") and not address.startswith(("//", "/\\")) and not parts.netloc and not parts.scheme
    return address if local and address.isprintable() else None
