"""The `riskpanel` command: set up, serve, keep and check an installation."""

import os
import sys
import time
from collections import Counter
from typing import Any

import click

from riskpanel.commands import check, rules, sweep
from riskpanel.config import Config
from riskpanel.errors import Misconfigured, RiskPanelError
from riskpanel.rulebook import RulebookError


@click.group()
def riskpanel() -> None:
    """Mental Capacity Act and positive-risk records, constructive challenge, and the risk enablement panel."""


def main() -> None:
    """Run the command; what a person can mend is said in a sentence, with exit status 2."""
    try:
        riskpanel(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except (Misconfigured, RiskPanelError, RulebookError) as error:
        click.echo(str(error), err=True)
        sys.exit(2)


@riskpanel.command()
@click.option("--port", default=lambda: int(os.environ.get("PORT", "5000")), help="The port to serve on.")
@click.option("--bind", default="127.0.0.1", help="The address to serve on.")
@click.option("--workers", default=2, help="How many processes serve.")
def serve(port: int, bind: str, workers: int) -> None:
    """Serve the application with gunicorn."""
    from gunicorn.app.base import BaseApplication

    from riskpanel import application

    class Server(BaseApplication):
        """gunicorn, told what to do here and not by its own command line."""

        def load_config(self) -> None:
            for name, value in {"bind": f"{bind}:{port}", "workers": workers, "timeout": 60, "max_requests": 5000,
                                "max_requests_jitter": 500, "preload_app": False, "loglevel": "warning"}.items():
                self.cfg.set(name, value)

        def load(self) -> Any:
            return application.build()

    Server().run()


@riskpanel.group("db")
def database() -> None:
    """The database's shape."""


def alembic_config(config: Config) -> Any:
    """Alembic's settings for this installation's database."""
    from alembic.config import Config as AlembicConfig

    from riskpanel import application

    settings = AlembicConfig()
    settings.set_main_option("script_location", str(config.migrations))
    settings.attributes["engine"] = application.open_database(config)
    return settings


@database.command()
def upgrade() -> None:
    """Bring the database up to date."""
    from alembic import command

    command.upgrade(alembic_config(Config.from_environment()), "head")


@database.command()
@click.argument("revision")
def downgrade(revision: str) -> None:
    """Take the database back to an earlier revision."""
    from alembic import command

    command.downgrade(alembic_config(Config.from_environment()), revision)


@riskpanel.group()
def keys() -> None:
    """The keys that words about people are encrypted with."""


@keys.command("new")
def new_keys() -> None:
    """Make the key file of a new installation. Keep a copy away from the database."""
    from riskpanel import application
    from riskpanel.keyring import new_keyring, write_keyring

    file = Config.from_environment().home / application.KEY_FILE
    if file.exists():
        raise Misconfigured(f"There is a key file at {file} already: what is stored can only be read with it.")
    write_keyring(new_keyring(), file)
    click.echo(f"Keys written to {file}. Keep a copy away from the database: without them nothing can be read.")


@keys.command("rotate")
def rotate_keys() -> None:
    """Add a data key: what is written from now on is sealed with it, and earlier words still open."""
    from riskpanel import application
    from riskpanel.keyring import read_keyring, rotated, write_keyring

    file = Config.from_environment().home / application.KEY_FILE
    write_keyring(rotated(read_keyring(file)), file)
    click.echo("A new key is in use once the service has been restarted.")


@riskpanel.command()
def demo() -> None:
    """Fill an empty database with made-up people and stories."""
    from riskpanel import application, db
    from riskpanel.demo import fill

    config = Config.from_environment()
    app = application.build(config)
    with app.app_context():
        click.echo(fill())
        db.session.remove()
    click.echo(_send_due(config))


@riskpanel.group()
def messages() -> None:
    """Messages to colleagues, kept in the outbox until they are sent."""


@messages.command("send")
@click.option("--every", type=click.IntRange(min=1), help="Go on sending, looking every so many seconds.")
def send_messages(every: int | None) -> None:
    """Send the messages that are due. Several may run at once: no message is sent by two of them."""
    from riskpanel import application

    config = Config.from_environment()
    application.open_database(config)
    while True:
        click.echo(_send_due(config))
        if every is None:
            return
        time.sleep(every)


def _send_due(config: Config) -> str:
    """Send one message after another until none is due; says how many went and how many did not."""
    from riskpanel import db
    from riskpanel.messages.senders import sender_of
    from riskpanel.messages.sending import deliver
    from riskpanel.messages.services import claim

    sender, went = sender_of(config), {True: 0, False: 0}
    while True:
        db.begin(writing=True)
        message = claim()
        db.commit()
        if message is None:
            return f"Messages sent: {went[True]}. Not sent this time: {went[False]}."
        went[deliver(message, sender)] += 1
        db.commit()


@riskpanel.command()
def daily() -> None:
    """What is done once a day: holds end, clocks are kept, actions chased, the trail checked, messages sent."""
    from riskpanel import application, db
    from riskpanel.outside.services import forget_old_tallies
    from riskpanel.referrals.services import return_held
    from riskpanel.trail import check

    config = Config.from_environment()
    application.build(config)
    count = return_held()
    db.commit()
    click.echo(f"Referrals returned to their queue: {count}.")
    click.echo(_keep_clocks())
    click.echo(_see_through())
    forget_old_tallies()
    found = check(config.home, by=None)
    db.commit()
    click.echo(found.said)
    click.echo(_send_due(config))


def _keep_clocks() -> str:
    """Keep the clocks of challenges for today, committing batch by batch; says what was done."""
    from riskpanel import db
    from riskpanel.clock import today
    from riskpanel.clocks.services import keep, said

    done: Counter[str] = Counter()
    for some in keep(today()):
        db.commit()
        done += some
    return said(done)


def _see_through() -> str:
    """Remind of agreed actions and of replies for today, committing batch by batch; says what was told."""
    from riskpanel import db
    from riskpanel.chasing.services import keep, said
    from riskpanel.clock import today

    done: Counter[str] = Counter()
    for some in keep(today()):
        db.commit()
        done += some
    return said(done)


@riskpanel.group()
def trail() -> None:
    """The trail of who did and saw what."""


@trail.command("verify")
def verify_trail() -> None:
    """Check that the trail is whole; exit status 1 when it is not."""
    from riskpanel import application, db
    from riskpanel.trail import check

    config = Config.from_environment()
    application.open_database(config)
    found = check(config.home, by=None)
    db.commit()
    click.echo(found.said)
    sys.exit(0 if found.whole else 1)


@riskpanel.group()
def users() -> None:
    """Accounts."""


@users.command("add-administrator")
@click.option("--email", prompt=True)
@click.option("--name", prompt=True)
@click.password_option()
def add_administrator(email: str, name: str, password: str) -> None:
    """Open the first account, which opens the others on the Accounts page."""
    from riskpanel import application, db
    from riskpanel.users.services import add_first_administrator

    application.open_database(Config.from_environment())
    add_first_administrator(email=email, name=name, password=password)
    db.commit()
    click.echo(f"{name} can sign in and add colleagues.")


riskpanel.add_command(check)
riskpanel.add_command(rules)
riskpanel.add_command(sweep)
