"""Queries of SQLite databases as segments, with connections and cursors that stay what they are."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from aws_lambda_powertools.tracing import Tracer
from aws_lambda_powertools.tracing._patch import hook


@pytest.fixture
def tracer(daemon):
    return Tracer(service="orders", patch_modules=["sqlite3"])


@pytest.fixture
def connection(tracer):
    with closing(sqlite3.connect(":memory:")) as connection:
        yield connection


def test_a_query_is_a_segment_below_its_caller(connection, tracer, daemon):
    """S-TRC, TR-33: named by the database, as the X-Ray SDK does."""
    with tracer.provider.in_subsegment("caller"):
        assert connection.cursor().execute("select ?", ("secret",)).fetchall() == [("secret",)]
    assert daemon.tree == {"caller": {":memory:": {}}}
    document = daemon.documents[0]
    assert document["namespace"] == "remote"
    assert document["sql"] == {"database_type": "sqlite3", "database_version": sqlite3.sqlite_version}
    assert "secret" not in str(document)


@pytest.mark.parametrize(
    "query",
    [
        lambda connection: connection.execute("select 1"),
        lambda connection: connection.cursor().execute("select 1"),
        lambda connection: connection.executemany("insert into t values (?)", [(1,), (2,)]),
        lambda connection: connection.executescript("select 1; select 2"),
    ],
)
def test_every_way_to_query_is_one_segment(connection, daemon, query):
    connection.execute("create table t (n int)")
    daemon.documents.clear()
    query(connection)
    assert len(daemon.documents) == 1


def test_a_query_that_fails_is_a_fault_and_its_exception_comes_through(connection, daemon):
    with pytest.raises(sqlite3.OperationalError, match="no such table: orders"):
        connection.execute("select * from orders")
    [document] = daemon.documents
    assert document["fault"] is True
    assert document["cause"]["exceptions"][0]["message"] == "no such table: orders"


@pytest.mark.parametrize(
    ("asked", "kept"),
    [("true", "select ?"), ("false", None), ("", None)],
)
def test_statements_are_kept_where_asked_for(connection, daemon, monkeypatch, asked, kept):
    monkeypatch.setenv("POWERTOOLS_TRACER_CAPTURE_SQL", asked)
    connection.execute("select ?", (1,))
    assert daemon.documents[0]["sql"].get("sanitized_query") == kept


def test_a_long_statement_is_cut(connection, daemon, monkeypatch):
    monkeypatch.setenv("POWERTOOLS_TRACER_CAPTURE_SQL", "true")
    connection.execute(f"select '{'x' * 100_000}'")
    assert len(daemon.documents[0]["sql"]["sanitized_query"]) == 4096


@pytest.mark.parametrize("as_path", [str, Path, lambda path: str(path).encode(), lambda path: f"file:{path}?mode=rwc"])
def test_a_database_in_a_file_is_named_by_its_path(tracer, daemon, tmp_path, as_path):
    database = as_path(tmp_path / "orders.db")
    with closing(sqlite3.connect(database, uri=str(database).startswith("file:"))) as connection:
        connection.execute("select 1")
    assert daemon.names[0].endswith(f"{tmp_path}/orders.db".replace("[", "").replace("]", ""))


@pytest.mark.filterwarnings("ignore:Passing more than 1 positional argument:DeprecationWarning")  # since 3.12
def test_connections_and_cursors_are_of_the_classes_that_were_asked_for(tracer, daemon):
    """TR-55."""

    class Connection(sqlite3.Connection):
        pass

    class Cursor(sqlite3.Cursor):
        pass

    for connection in (
        sqlite3.connect(":memory:", factory=Connection),
        sqlite3.connect(":memory:", 5, 0, None, True, Connection),
        sqlite3.dbapi2.connect(database=":memory:", factory=Connection),
    ):
        with closing(connection):
            assert isinstance(connection, Connection)
            assert type(connection).__qualname__ == "Connection"
            cursor = connection.cursor(Cursor)
            assert isinstance(cursor, Cursor)
            assert isinstance(connection.execute("select 1"), sqlite3.Cursor)
            cursor.execute("select 1")
    assert len(daemon.documents) == 6


def test_a_class_with_cursors_of_its_own_keeps_them(tracer, daemon):
    class Cursor(sqlite3.Cursor):
        pass

    class Connection(sqlite3.Connection):
        def cursor(self):
            return super().cursor(Cursor)

    with closing(sqlite3.connect(":memory:", factory=Connection)) as connection:
        assert type(connection.cursor()) is Cursor
        connection.execute("select 1")
    assert daemon.names == [":memory:"]


def test_a_connection_that_a_function_makes_is_left_alone(tracer, daemon):
    def make(*arguments, **options):
        return sqlite3.Connection(*arguments, **options)

    with closing(sqlite3.connect(":memory:", factory=make)) as connection:
        connection.execute("select 1")
    assert daemon.documents == []


def test_transactions_work_as_ever(connection, daemon):
    connection.row_factory = sqlite3.Row
    with connection:
        connection.execute("create table t (n int)")
        connection.execute("insert into t values (1)")
    with pytest.raises(sqlite3.OperationalError), connection:
        connection.executescript("begin; insert into t values (2); insert into nothing values (3)")
    assert [row["n"] for row in connection.execute("select n from t")] == [1]


def test_a_connection_that_cannot_be_made_fails_as_without_us(tracer, tmp_path):
    with pytest.raises(sqlite3.OperationalError, match="unable to open"):
        sqlite3.connect(tmp_path / "no" / "such" / "folder")
    with pytest.raises(TypeError):
        sqlite3.connect()


def test_after_a_reset_nothing_is_recorded_and_nothing_is_patched(tracer, daemon):
    with closing(sqlite3.connect(":memory:")) as connection:
        Tracer._reset_config()
        connection.execute("select 1")
    assert not hasattr(sqlite3.connect, hook.PATCHED)
    assert not hasattr(sqlite3.dbapi2.connect, hook.PATCHED)
    with closing(sqlite3.connect(":memory:")) as untraced:
        assert type(untraced) is sqlite3.Connection
    assert daemon.documents == []


def test_patching_twice_records_once(tracer, daemon):
    """TR-22."""
    Tracer(service="orders", patch_modules=["sqlite3"])
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("select 1")
    assert len(daemon.documents) == 1


def test_what_opentelemetry_wraps_stays_with_it(daemon):
    """TR-55."""
    dbapi = pytest.importorskip("opentelemetry.instrumentation.dbapi")
    dbapi.wrap_connect("orders", sqlite3, "connect", "sqlite")
    try:
        theirs = sqlite3.connect
        Tracer(service="orders", patch_modules=["sqlite3"])
        assert sqlite3.connect is theirs
    finally:
        dbapi.unwrap_connect(sqlite3, "connect")


# --- SQLAlchemy ----------------------------------------------------------------------------------------------------


@pytest.fixture
def engine(daemon):
    sqlalchemy = pytest.importorskip("sqlalchemy")
    Tracer(service="orders")
    engine = sqlalchemy.create_engine("sqlite://")
    yield engine
    engine.dispose()


def test_a_query_by_sqlalchemy_is_one_segment(engine, daemon):
    sqlalchemy = pytest.importorskip("sqlalchemy")
    with engine.connect() as connection:
        daemon.documents.clear()
        assert connection.execute(sqlalchemy.text("select :n"), {"n": 7}).scalar() == 7
    [document] = daemon.documents
    assert document["sql"]["database_type"] == "sqlite"
    assert document["sql"]["driver_version"] == "pysqlite"
    assert document["namespace"] == "remote"


def test_a_query_by_sqlalchemy_that_fails_is_a_fault(engine, daemon):
    sqlalchemy = pytest.importorskip("sqlalchemy")
    with engine.connect() as connection:
        daemon.documents.clear()
        with pytest.raises(sqlalchemy.exc.OperationalError):
            connection.execute(sqlalchemy.text("select * from nothing"))
        assert connection.execute(sqlalchemy.text("select 1")).scalar() == 1
    failed, good = daemon.documents
    assert failed["cause"]["exceptions"][0]["type"] == "OperationalError"
    assert "fault" not in good
    assert failed["parent_id"] == good["parent_id"]


def test_sessions_and_engines_made_before_the_tracer_are_recorded(daemon):
    sqlalchemy = pytest.importorskip("sqlalchemy")
    orm = pytest.importorskip("sqlalchemy.orm")
    engine = sqlalchemy.create_engine("sqlite://")
    Tracer(service="orders", patch_modules=["sqlalchemy_core"])
    Tracer(service="orders", patch_modules=["sqlalchemy_core"])
    with orm.Session(engine) as session:
        session.execute(sqlalchemy.text("select 1"))
    assert len(daemon.documents) == 1
    Tracer._reset_config()
    with orm.Session(engine) as session:
        session.execute(sqlalchemy.text("select 1"))
    assert len(daemon.documents) == 1
    engine.dispose()
