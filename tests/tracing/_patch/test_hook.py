"""Libraries are patched when they get imported, once, and nothing is imported for their sake."""

from __future__ import annotations

import importlib
import sys
import types

import pytest
from fresh_interpreter import loaded_by

from aws_lambda_powertools.tracing import Tracer
from aws_lambda_powertools.tracing._patch import hook


@pytest.fixture
def library(tmp_path, monkeypatch):
    """`library(source)`: a library named `shop` that can be imported, and is patched by `patched`."""
    patched: list[types.ModuleType] = []
    home = types.ModuleType("aws_lambda_powertools.tracing._patch.shop")
    home.patch = patched.append  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, home.__name__, home)
    monkeypatch.setitem(hook.LIBRARIES, "shop", ("shop", "shop.orders"))
    monkeypatch.syspath_prepend(str(tmp_path))
    for name in ("shop", "shop.orders"):
        monkeypatch.delitem(sys.modules, name, raising=False)

    def write(source="VALUE = 1\n", package=True):
        directory = tmp_path / "shop"
        directory.mkdir(exist_ok=True)
        if package:
            (directory / "__init__.py").write_text("")
        (directory / "orders.py").write_text(source)
        importlib.invalidate_caches()
        return patched

    yield write
    for name in ("shop", "shop.orders"):
        sys.modules.pop(name, None)


def test_a_library_is_patched_when_it_is_imported(library):
    """TR-54."""
    patched = library()
    hook.install(["shop"], None)
    assert patched == []
    assert "shop" not in sys.modules
    import shop.orders

    assert patched == [shop.orders]
    assert shop.orders.VALUE == 1


def test_a_library_that_is_loaded_is_patched_at_once(library):
    patched = library()
    import shop.orders

    hook.install(["shop"], None)
    assert patched == [shop.orders]


def test_a_module_keeps_its_own_loader(library):
    library()
    hook.install(["shop"], None)
    import shop.orders

    assert type(shop.orders.__loader__).__name__ == "SourceFileLoader"
    assert not isinstance(shop.orders.__spec__.loader, hook._Loader)
    assert shop.orders.__loader__.get_source("shop.orders") == "VALUE = 1\n"


def test_a_namespace_package_is_found(library):
    patched = library(package=False)
    hook.install(["shop"], None)
    import shop.orders

    assert patched == [shop.orders]


def test_a_library_that_fails_to_import_fails_as_without_us(library):
    patched = library("raise RuntimeError('broken')\n")
    hook.install(["shop"], None)
    with pytest.raises(RuntimeError, match="broken"):
        import shop.orders
    assert patched == []
    assert "shop.orders" not in sys.modules
    library()
    import shop.orders

    assert patched == [shop.orders]


def test_a_library_that_is_not_there_is_not_there(monkeypatch):
    monkeypatch.setitem(hook.LIBRARIES, "absent", ("absent", "absent_library"))
    hook.install(["absent"], None)
    with pytest.raises(ModuleNotFoundError, match="absent_library"):
        importlib.import_module("absent_library")
    assert importlib.util.find_spec("absent_library") is None


def test_a_library_that_is_loaded_anew_is_patched_anew(library):
    patched = library()
    hook.install(["shop"], None)
    import shop.orders

    importlib.reload(shop.orders)
    assert patched == [shop.orders, shop.orders]


def test_a_library_can_be_looked_for_without_being_loaded(library):
    patched = library()
    hook.install(["shop"], None)
    spec = importlib.util.find_spec("shop.orders")
    assert spec is not None
    assert spec.origin.endswith("orders.py")
    assert patched == []


def test_a_patch_that_fails_leaves_the_library_working(library, monkeypatch):
    """TR-10."""
    library()
    home = sys.modules["aws_lambda_powertools.tracing._patch.shop"]
    monkeypatch.setattr(home, "patch", lambda module: 1 / 0)
    hook.install(["shop"], None)
    import shop.orders

    assert shop.orders.VALUE == 1


def test_one_finder_is_enough(library):
    """TR-22."""
    library()
    hook.install(["shop"], None)
    hook.install(["shop"], None)
    assert sys.meta_path.count(hook._finder) == 1


def test_a_function_is_replaced_once():
    """TR-22, TR-55."""

    class Client:
        def send(self):
            return "sent"

    def trace(original):
        return lambda self: f"traced {original(self)}"

    hook.replace(Client, "send", trace)
    hook.replace(Client, "send", trace)
    assert Client().send() == "traced sent"


def test_a_function_that_somebody_else_wraps_stays_theirs():
    """TR-55."""
    wrapt = pytest.importorskip("wrapt")

    class Client:
        def send(self):
            return "sent"

    wrapt.wrap_function_wrapper(Client, "send", lambda wrapped, instance, args, kwargs: wrapped(*args, **kwargs))
    theirs = vars(Client)["send"]
    hook.replace(Client, "send", lambda original: None)
    assert vars(Client)["send"] is theirs


@pytest.mark.parametrize(
    ("names", "libraries"),
    [
        (["botocore"], ["botocore"]),
        (("boto3", "requests"), ["botocore", "requests"]),
        (["httplib"], ["httplib"]),
        (["sqlite3", "pymongo", "aioboto3"], ["sqlite3", "pymongo", "aiobotocore"]),
        (["pynamodb", "boto3", "botocore"], ["botocore", "pynamodb"]),
    ],
)
def test_libraries_are_known_by_the_names_of_the_sdk(names, libraries):
    """TR-56."""
    assert hook.chosen(names) == libraries


def test_an_unknown_library_is_refused():
    """TR-56."""
    with pytest.raises(ValueError, match=r"The library 'redis' can't be traced; known are .*botocore.*requests"):
        Tracer(patch_modules=["redis"])


def test_a_single_name_is_no_list():
    with pytest.raises(TypeError, match=r"patch takes a list of names, not the single text 'requests'"):
        Tracer(auto_patch=False).patch("requests")


def test_what_would_double_others_is_patched_on_request_only():
    """TR-56."""
    assert set(hook.LIBRARIES) - set(hook.BY_DEFAULT) == {"httplib", "urllib3"}


def test_nothing_is_patched_while_tracing_is_off():
    """TR-21."""
    tracer = Tracer(disabled=True)
    tracer.patch()
    assert hook._finder.watched == {}
    assert hook.provider is None


def test_after_a_reset_patched_libraries_run_untraced():
    Tracer()
    assert hook.provider is not None
    Tracer._reset_config()
    assert hook.provider is None


def test_no_library_is_imported_by_a_tracer():
    """TR-54."""
    statement = """
from aws_lambda_powertools.tracing import Tracer
Tracer(service="orders")
Tracer().patch(["httplib", "urllib3"])
"""
    runtime, loaded = loaded_by([statement], LAMBDA_TASK_ROOT="/var/task")
    triggers = {trigger for _, *modules in hook.LIBRARIES.values() for trigger in modules}
    assert loaded[statement] & triggers == set()
    families = {name for name in loaded[statement] if name.startswith("aws_lambda_powertools.tracing._patch.")}
    already = {"aws_lambda_powertools.tracing._patch.hook"}
    if "http.client" in runtime:  # the runtime client talks to its API by it
        already |= {f"aws_lambda_powertools.tracing._patch.{name}" for name in ("http_client", "calls")}
    assert families == already


PATCHED_FUNCTIONS = {
    "boto3": "botocore.client.BaseClient._make_api_call",
    "aiobotocore.session": "aiobotocore.client.AioBaseClient._make_api_call",
    "requests": "requests.Session.request",
    "httpx": "httpx.AsyncClient.send",
    "urllib.request": "http.client.HTTPConnection.request",
    "urllib3": "urllib3.connectionpool.HTTPConnectionPool.urlopen",
    "sqlite3": "sqlite3.connect",
    "psycopg": "psycopg.AsyncCursor.execute",
    "psycopg2": "psycopg2.connect",
    "pymysql": "pymysql.cursors.DictCursor.execute",
    "pg8000": "pg8000.Cursor.execute",
    "pg8000.dbapi": "pg8000.dbapi.Cursor.execute",
    "pg8000.native": "pg8000.native.Connection.run",
    "mysql.connector": "mysql.connector.cursor.MySQLCursorPrepared.execute",
    "mysql.connector.aio": "mysql.connector.aio.cursor.MySQLCursor.execute",
    "pymongo": "pymongo.monitoring._LISTENERS.command_listeners[0]",
}
"""What a function imports, and what is patched by then."""


@pytest.mark.parametrize("imported", PATCHED_FUNCTIONS)
def test_libraries_imported_after_the_tracer_are_patched_and_can_be_released(imported):
    """TR-54, TR-55."""
    pytest.importorskip(imported)
    target = PATCHED_FUNCTIONS[imported]
    statement = f"""
from aws_lambda_powertools.tracing import Tracer
Tracer(service="orders").patch(["httplib", "urllib3"])
import {imported}, {target.split("[")[0].rpartition(".")[0].partition(".")[0]}
from aws_lambda_powertools.tracing._patch import hook
assert hasattr({target}, hook.PATCHED), "not patched"
traced = {target}
Tracer._reset_config()
try:
    released = {target}
except IndexError:  # a listener that is gone
    released = None
assert released is not traced, "not released"
"""
    loaded_by([statement], LAMBDA_TASK_ROOT="/var/task")


def test_a_patch_is_taken_back(library):
    class Base:
        def send(self):
            return "sent"

    class Client(Base):
        def ask(self):
            return "asked"

    ask = Client.ask
    for name in ("send", "ask"):
        hook.replace(Client, name, lambda original: lambda self: f"traced {original(self)}")
    assert (Client().send(), Client().ask()) == ("traced sent", "traced asked")
    hook.release()
    assert "send" not in vars(Client)
    assert Client.ask is ask


def test_what_somebody_has_put_around_a_patch_stays():
    class Client:
        def send(self):
            return "sent"

    hook.replace(Client, "send", lambda original: lambda self: f"traced {original(self)}")
    traced = Client.send
    Client.send = theirs = lambda self: f"theirs {traced(self)}"  # type: ignore[method-assign]
    hook.release()
    assert Client.send is theirs


def test_a_library_that_is_imported_after_the_release_stays_as_it_is(library):
    patched = library()
    hook.install(["shop"], None)
    hook.release()
    import shop.orders

    assert shop.orders.VALUE == 1
    assert patched == []
    assert hook._finder not in sys.meta_path
