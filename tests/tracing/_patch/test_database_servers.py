"""Queries to real PostgreSQL and MySQL servers as segments, by every driver that is traced."""

from __future__ import annotations

import importlib
from contextlib import closing
from typing import NamedTuple

import databases
import pytest

from aws_lambda_powertools.tracing import Tracer
from aws_lambda_powertools.tracing._patch import hook

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def postgresql():
    try:
        with databases.postgresql() as port:
            yield {"host": "127.0.0.1", "port": port, "user": "app", "database": "app"}
    except databases.NotToBeHadError as reason:
        pytest.skip(str(reason))


@pytest.fixture(scope="module")
def mysql():
    try:
        with databases.mysql() as port:
            yield {"host": "127.0.0.1", "port": port, "user": "root", "database": "app"}
    except databases.NotToBeHadError as reason:
        pytest.skip(str(reason))


class Driver(NamedTuple):
    library: str
    module: str
    server: str
    type: str
    scheme: str
    version: str
    renamed: dict[str, str] = {}  # noqa: RUF012
    options: dict[str, object] = {}  # noqa: RUF012

    def connect(self, place, **more):
        place = {self.renamed.get(name, name): value for name, value in place.items()}
        return importlib.import_module(self.module).connect(**place, **self.options, **more)


MARIADB = {"collation": "utf8mb4_general_ci"}
DRIVERS = {
    "psycopg": Driver(
        "psycopg", "psycopg", "postgresql", "PostgreSQL", "postgresql", "Psycopg 3", renamed={"database": "dbname"}
    ),
    "psycopg2": Driver("psycopg2", "psycopg2", "postgresql", "PostgreSQL", "postgresql", "Psycopg 2"),
    "pg8000": Driver("pg8000", "pg8000.dbapi", "postgresql", "PostgreSQL", "postgresql", "Pg8000"),
    "pg8000 legacy": Driver("pg8000", "pg8000", "postgresql", "PostgreSQL", "postgresql", "Pg8000"),
    "pymysql": Driver("pymysql", "pymysql", "mysql", "MySQL", "mysql", "PyMySQL"),
    "mysql": Driver(
        "mysql",
        "mysql.connector",
        "mysql",
        "MySQL",
        "mysql",
        "MySQL Connector/Python",
        options={"use_pure": True, **MARIADB},
    ),
    "mysql in C": Driver(
        "mysql",
        "mysql.connector",
        "mysql",
        "MySQL",
        "mysql",
        "MySQL Connector/Python",
        options={"use_pure": False, **MARIADB},
    ),
}


def skip_without_c(connector, use_pure):
    if not use_pure and not connector.HAVE_CEXT:
        pytest.skip("the driver's part in C does not load here")


@pytest.fixture(params=DRIVERS)
def driver(request, daemon):
    found = DRIVERS[request.param]
    module = pytest.importorskip(found.module)
    skip_without_c(module, found.options.get("use_pure", True))
    Tracer(service="orders", patch_modules=[found.library])
    return found


@pytest.fixture
def place(driver, request):
    return request.getfixturevalue(driver.server)


@pytest.fixture
def connection(driver, place):
    with closing(driver.connect(place)) as connection:
        yield connection


@pytest.fixture
def cursor(connection, daemon):
    cursor = connection.cursor()
    yield cursor
    cursor.close()


def test_a_query_is_a_segment_that_says_which_database(driver, place, cursor, daemon):
    cursor.execute("SELECT 1 + %s", (1,))
    assert list(cursor.fetchone()) == [2]
    document = daemon.named("app@127.0.0.1")
    assert document["namespace"] == "remote"
    assert document["sql"].pop("database_version")
    assert document["sql"] == {
        "database_type": driver.type,
        "url": f"{driver.scheme}://127.0.0.1:{place['port']}/app",
        "user": place["user"],
        "driver_version": driver.version,
    }
    assert "fault" not in document


def test_the_statement_is_kept_where_asked_for_and_never_its_parameters(driver, cursor, daemon, monkeypatch):
    monkeypatch.setenv("POWERTOOLS_TRACER_CAPTURE_SQL", "true")
    cursor.execute("SELECT %s", ("secret",))
    cursor.fetchall()
    assert daemon.named("app@127.0.0.1")["sql"]["sanitized_query"] == "SELECT %s"
    assert "secret" not in str(daemon.documents)


def test_a_query_that_fails_is_a_fault_and_its_exception_comes_through(driver, cursor, daemon):
    with pytest.raises(Exception, match="no_such_table") as caught:
        cursor.execute("SELECT * FROM no_such_table")
    document = daemon.named("app@127.0.0.1")
    assert document["fault"] is True
    [exception] = document["cause"]["exceptions"]
    assert exception["type"] == type(caught.value).__name__
    assert "no_such_table" in exception["message"]


def test_many_rows_are_one_segment(driver, cursor, daemon):
    cursor.execute("CREATE TEMPORARY TABLE numbers (n INTEGER)")
    cursor.executemany("INSERT INTO numbers VALUES (%s)", [(1,), (2,), (3,)])
    cursor.execute("SELECT count(*) FROM numbers")
    assert list(cursor.fetchone()) == [3]
    assert daemon.names == ["app@127.0.0.1"] * 3


def test_queries_run_untraced_after_a_reset(driver, cursor, daemon):
    Tracer._reset_config()
    cursor.execute("SELECT 1")
    cursor.fetchall()
    assert daemon.documents == []


def test_trouble_with_the_trace_never_reaches_the_query(driver, cursor, daemon, monkeypatch):
    """TR-10."""
    assert hook.provider is not None
    monkeypatch.setattr(hook.provider, "in_subsegment", lambda *_, **__: 1 / 0)
    cursor.execute("SELECT 1")
    assert list(cursor.fetchone()) == [1]
    assert daemon.documents == []


def test_connections_and_cursors_are_of_the_drivers_own_classes(driver, place, connection, cursor, daemon):
    """TR-55."""
    Tracer._reset_config()
    with closing(driver.connect(place)) as untraced, closing(untraced.cursor()) as untraced_cursor:
        assert isinstance(connection, type(untraced))
        assert isinstance(cursor, type(untraced_cursor))
        assert type(connection).__qualname__ == type(untraced).__qualname__


def test_sqlalchemy_is_one_segment_a_query_whatever_is_below(driver, place, daemon):
    sqlalchemy = pytest.importorskip("sqlalchemy")
    dialects = {"psycopg": "postgresql+psycopg", "psycopg2": "postgresql+psycopg2", "pymysql": "mysql+pymysql"}
    if driver.library not in dialects:
        pytest.skip("one driver of each kind will do")
    Tracer(service="orders", patch_modules=["sqlalchemy_core"])
    url = f"{dialects[driver.library]}://{place['user']}@127.0.0.1:{place['port']}/app"
    engine = sqlalchemy.create_engine(url)
    with engine.connect() as connection:
        daemon.documents.clear()
        assert connection.execute(sqlalchemy.text("SELECT 40 + :two"), {"two": 2}).scalar() == 42
        document = daemon.named("app@127.0.0.1")
        assert document["sql"]["url"] == f"{driver.scheme}://127.0.0.1:{place['port']}/app"
        assert document["sql"]["user"] == place["user"]
        assert document["sql"]["driver_version"] == driver.library
        assert document["sql"]["database_version"]
    engine.dispose()


# --- What single drivers have --------------------------------------------------------------------------------------


def test_connections_of_psycopg_record_what_they_execute_themselves(postgresql, daemon):
    psycopg = pytest.importorskip("psycopg")
    Tracer(service="orders", patch_modules=["psycopg"])
    with psycopg.connect(host="127.0.0.1", port=postgresql["port"], user="app", dbname="app") as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
        with connection.cursor(name="server_side") as cursor:
            cursor.execute("SELECT 2")
            assert cursor.fetchone() == (2,)
        with psycopg.ClientCursor(connection) as cursor:
            assert cursor.execute("SELECT %s", [3]).fetchone() == (3,)
    assert daemon.names == ["app@127.0.0.1"] * 3


def test_values_in_a_composed_statement_are_not_kept(postgresql, daemon, monkeypatch):
    psycopg = pytest.importorskip("psycopg")
    monkeypatch.setenv("POWERTOOLS_TRACER_CAPTURE_SQL", "true")
    Tracer(service="orders", patch_modules=["psycopg"])
    with psycopg.connect(host="127.0.0.1", port=postgresql["port"], user="app", dbname="app") as connection:
        connection.execute(psycopg.sql.SQL("SELECT {}").format(psycopg.sql.Literal("secret")))
    assert "secret" not in str(daemon.documents)


async def test_async_connections_of_psycopg_are_recorded(postgresql, daemon):
    psycopg = pytest.importorskip("psycopg")
    tracer = Tracer(service="orders", patch_modules=["psycopg"])
    place = {"host": "127.0.0.1", "port": postgresql["port"], "user": "app", "dbname": "app"}
    async with await psycopg.AsyncConnection.connect(**place) as connection:
        with tracer.provider.in_subsegment("caller"):
            cursor = await connection.execute("SELECT 1")
            assert await cursor.fetchone() == (1,)
    assert daemon.tree == {"caller": {"app@127.0.0.1": {}}}


async def test_async_engines_of_sqlalchemy_are_recorded(postgresql, daemon):
    asyncio_engines = pytest.importorskip("sqlalchemy.ext.asyncio")
    sqlalchemy = pytest.importorskip("sqlalchemy")
    tracer = Tracer(service="orders", patch_modules=["sqlalchemy_core", "psycopg"])
    url = f"postgresql+psycopg://app@127.0.0.1:{postgresql['port']}/app"
    engine = asyncio_engines.create_async_engine(url)
    async with engine.connect() as connection:
        daemon.documents.clear()
        with tracer.provider.in_subsegment("caller"):
            assert (await connection.execute(sqlalchemy.text("SELECT 1"))).scalar() == 1
    await engine.dispose()
    assert daemon.tree == {"caller": {"app@127.0.0.1": {}}}


def test_cursors_of_psycopg2_keep_the_class_that_was_asked_for(postgresql, daemon):
    psycopg2 = pytest.importorskip("psycopg2")
    extras = importlib.import_module("psycopg2.extras")
    Tracer(service="orders", patch_modules=["psycopg2"])
    with closing(psycopg2.connect(**postgresql)) as connection:
        for options in (
            {"cursor_factory": extras.RealDictCursor},
            {"name": "a"},
            {"name": "b", "cursor_factory": None},
        ):
            cursor = connection.cursor(**options)
            assert isinstance(cursor, options.get("cursor_factory") or psycopg2.extensions.cursor)
            cursor.execute("SELECT 1 AS n")
            assert dict(cursor.fetchone()) == {"n": 1} if options.get("cursor_factory") else 1
        cursor = connection.cursor(None, extras.DictCursor)
        cursor.execute("SELECT 1 AS n")
        assert cursor.fetchone()["n"] == 1
        extras.register_uuid(None, connection)
        psycopg2.extensions.register_type(psycopg2.extensions.UNICODE, cursor)
    with closing(psycopg2.connect(**postgresql, connection_factory=extras.DictConnection)) as connection:
        cursor = connection.cursor()
        cursor.execute("SELECT 1 AS n")
        assert cursor.fetchone()["n"] == 1
        assert isinstance(cursor, extras.DictCursor)
    with closing(psycopg2.connect(**postgresql, cursor_factory=extras.NamedTupleCursor)) as connection:
        cursor = connection.cursor()
        cursor.execute("SELECT 1 AS n")
        assert cursor.fetchone().n == 1
    assert daemon.names == ["app@127.0.0.1"] * 6


def test_pools_of_psycopg2_are_recorded(postgresql, daemon):
    pytest.importorskip("psycopg2")
    pool_module = importlib.import_module("psycopg2.pool")
    Tracer(service="orders", patch_modules=["psycopg2"])
    pool = pool_module.SimpleConnectionPool(1, 2, **postgresql)
    connection = pool.getconn()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    pool.putconn(connection)
    pool.closeall()
    assert daemon.names == ["app@127.0.0.1"]


def test_the_native_interface_of_pg8000_is_recorded(postgresql, daemon):
    native = pytest.importorskip("pg8000.native")
    Tracer(service="orders", patch_modules=["pg8000"])
    with closing(native.Connection("app", host="127.0.0.1", port=postgresql["port"])) as connection:
        assert connection.run("SELECT 1") == [[1]]
    assert daemon.names == ["app@127.0.0.1"]


def test_procedures_and_other_cursors_of_pymysql_are_recorded(mysql, daemon):
    pymysql = pytest.importorskip("pymysql")
    Tracer(service="orders", patch_modules=["pymysql"])
    options = {**mysql, "cursorclass": pymysql.cursors.SSDictCursor}
    with closing(pymysql.connect(**options)) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT 1 AS n")
        assert cursor.fetchall() == [{"n": 1}]
        cursor.execute("CREATE OR REPLACE PROCEDURE p(IN n INT) SELECT n")
        cursor.callproc("p", (3,))
        assert cursor.fetchall()
    assert daemon.names == ["app@127.0.0.1"] * 3


@pytest.mark.parametrize("options", [{"prepared": True}, {"dictionary": True}, {"buffered": True}, {"raw": True}])
@pytest.mark.parametrize("use_pure", [True, False])
def test_other_cursors_of_mysql_connector_are_recorded_once(mysql, daemon, options, use_pure):
    connector = pytest.importorskip("mysql.connector")
    skip_without_c(connector, use_pure)
    Tracer(service="orders", patch_modules=["mysql"])
    with closing(connector.connect(**mysql, **MARIADB, use_pure=use_pure)) as connection:
        cursor = connection.cursor(**options)
        cursor.execute("SELECT 1")
        assert cursor.fetchall()
    assert daemon.names == ["app@127.0.0.1"]


async def test_async_connections_of_mysql_connector_are_recorded(mysql, daemon):
    aio = pytest.importorskip("mysql.connector.aio")
    Tracer(service="orders", patch_modules=["mysql"])
    connection = await aio.connect(**mysql, **MARIADB, ssl_disabled=True)
    cursor = await connection.cursor()
    await cursor.execute("SELECT 1")
    assert await cursor.fetchall() == [(1,)]
    await connection.close()
    assert daemon.names == ["app@127.0.0.1"]
