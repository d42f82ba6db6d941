"""Records are tried with drafts served, as they are in the running application."""

import pytest
from flask import Flask

from riskpanel.web import drafts


@pytest.fixture
def app(app: Flask) -> Flask:
    if drafts.bp.name not in app.blueprints:
        app.register_blueprint(drafts.bp)
    return app
