"""The PostgreSQL server that the tests start for themselves."""

import psycopg
import pytest

from tests.servers import postgresql


@pytest.mark.postgresql
def test_a_copied_database_holds_what_its_model_held_and_goes_its_own_way() -> None:
    with postgresql() as server:
        model = server.create_database("model").replace("+psycopg", "")
        with psycopg.connect(model) as connection:
            connection.execute("CREATE TABLE told (word text)")
            connection.execute("INSERT INTO told VALUES ('first')")
        copy = server.create_database("copy", template="model").replace("+psycopg", "")
        with psycopg.connect(copy) as connection:
            connection.execute("INSERT INTO told VALUES ('second')")
            assert connection.execute("SELECT count(*) FROM told").fetchone() == (2,)
        with psycopg.connect(model) as connection:
            assert connection.execute("SELECT word FROM told").fetchall() == [("first",)]
        server.drop_database("copy")
    assert not server.socket.exists()
