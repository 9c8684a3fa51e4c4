"""The console's page in a real browser."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

pytestmark = pytest.mark.integration

FUNCTIONS = Path(__file__).parent / "functions"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ROWS = ".row[data-id]"


@pytest.fixture(scope="module")
def browser():
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright drives the browser")
    if CHROMIUM is None:
        pytest.skip("there is no Chromium on PATH")
    with playwright.sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def dev(start):
    return start(f"{FUNCTIONS}/app.py:work")


@pytest.fixture
def page(browser, dev):
    """The open console; whatever the page complains of fails the test."""
    dev.post("/_powertools/api/clear", {})
    context = browser.new_context(viewport={"width": 1360, "height": 820})
    page = context.new_page()
    complaints = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: message.type == "error" and complaints.append(message.text))
    page.goto(f"{dev.address}/_powertools/")
    page.locator("#state.ready").wait_for()
    page.set_default_timeout(8000)
    yield page
    context.close()
    assert [text for text in complaints if "400" not in text] == []


def statuses(page):
    return page.locator(f"{ROWS}:not([hidden]) .status").all_text_contents()


def wait_for_rows(page, count):
    """The page's policy forbids evaluated code, so the driver looks at elements."""
    page.locator(ROWS).nth(count - 1).wait_for(state="attached")
    assert page.locator(ROWS).count() == count


def test_a_request_appears_with_its_log_trace_response_event_and_metrics(page, dev):
    assert page.locator("#empty").is_visible()
    dev.get("/orders/7?a=1", ("authorization", "Bearer secret"))

    page.wait_for_selector(f"{ROWS}[aria-selected=true] .status.success")
    assert "GET /orders/7" in page.locator(ROWS).text_content()
    page.locator(".line .text", has_text="working").wait_for()
    page.keyboard.press("2")
    page.locator(".span .name", has_text="charge").click()
    assert "amount: 12" in page.locator(".span-detail:not([hidden])").text_content()
    page.keyboard.press("3")
    assert 'path: "/orders/7"' in page.locator(".panel").text_content()
    page.keyboard.press("4")
    assert '"••••••"' in page.locator(".panel").text_content()
    assert "Bearer" not in page.content()
    page.keyboard.press("5")
    assert page.locator(".panel tbody td").all_text_contents() == ["Shop", "Paid", "3", "Count", "service=orders"]


def test_the_list_is_filtered(page, dev):
    for path in ("/one", "/fail", "/two"):
        dev.get(path)
    wait_for_rows(page, 3)

    page.keyboard.press("/")
    page.keyboard.type("failed")
    assert statuses(page) == ["502"]
    page.locator("#filter").fill("two 200")
    assert statuses(page) == ["200"]
    assert page.locator("#count").text_content() == "1 of 3"
    page.locator("#filter").fill(">100000")
    assert statuses(page) == []


def test_the_log_is_filtered_by_level_and_searched(page, dev):
    dev.get("/fail")
    page.locator(".failure", has_text="ValueError: no good").wait_for()
    page.keyboard.press("1")

    page.get_by_label("Least level").select_option("ERROR")
    assert "it broke" in page.locator(".panel").text_content()
    assert "working" not in page.locator(".panel").text_content()
    page.get_by_label("Least level").select_option("")
    page.get_by_label("Search the log").fill("working")
    assert page.locator(".line").count() == 1


def test_an_event_is_resent_edited_and_made_by_a_factory(page, dev):
    dev.get("/first")
    wait_for_rows(page, 1)
    page.locator("h2", has_text="GET /first").wait_for()
    page.keyboard.press("r")
    wait_for_rows(page, 2)

    page.keyboard.press("e")
    event = json.loads(page.locator("#event").input_value())
    page.locator("#event").fill(json.dumps({**event, "path": "/edited"}))
    page.keyboard.press("Control+Enter")
    page.locator(f"{ROWS}[aria-selected=true]", has_text="GET /edited").wait_for()
    page.locator("#editor").wait_for(state="hidden")

    page.keyboard.press("s")
    page.locator("#factory").select_option("sqs")
    page.locator("#send-now").click()
    page.locator(f"{ROWS}[aria-selected=true]", has_text="SQS").wait_for()


def test_an_event_that_is_no_json_stays_in_the_editor_with_the_reason(page):
    page.keyboard.press("s")
    page.locator("#event").fill('{"a": nothing}')
    page.locator("#send-now").click()

    page.locator("#refusal", has_text="line 1, column 7").wait_for()
    assert page.locator("#editor").is_visible()


def test_the_keyboard_reaches_every_invocation_and_every_view(page, dev):
    for number in range(3):
        dev.get(f"/{number}")
    wait_for_rows(page, 3)
    page.locator("h2", has_text="GET /2").wait_for()

    page.keyboard.press("j")
    page.locator("h2", has_text="GET /1").wait_for()
    page.keyboard.press("ArrowDown")
    page.locator("h2", has_text="GET /0").wait_for()
    page.keyboard.press("k")
    page.locator("h2", has_text="GET /1").wait_for()
    page.keyboard.press("m")
    page.locator("article.chart", has_text="Paid").wait_for()
    assert "count 3" in page.locator(".numbers").text_content().replace("\n", " ")
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()


def test_dark_and_light_are_chosen_and_kept(page, dev):
    def paper():
        return page.evaluate("getComputedStyle(document.body).backgroundColor")

    page.emulate_media(color_scheme="dark")
    assert paper() == "rgb(21, 24, 27)"
    page.keyboard.press("t")
    assert paper() == "rgb(255, 255, 255)"
    page.reload()
    assert paper() == "rgb(255, 255, 255)"


def test_a_copy_is_on_the_clipboard(page, dev):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    dev.get("/copied")
    page.locator("h2", has_text="GET /copied").wait_for()

    page.get_by_label("Copy", exact=True).select_option("curl")

    page.locator(".toast", has_text="Copied as curl.").wait_for()
    assert page.evaluate("navigator.clipboard.readText()").startswith(f"curl -X GET {dev.address}/copied")


def test_500_invocations_do_not_slow_the_page(page, dev):
    for number in range(510):
        dev.get(f"/{number}")
    page.locator("h2", has_text="GET /509").wait_for()

    assert page.locator(ROWS).count() == 500
    milliseconds = page.evaluate(
        """async () => {
            const began = performance.now();
            const filter = document.getElementById("filter");
            for (const text of ["4", "42", "cold", "failed", ""]) {
                filter.value = text;
                filter.dispatchEvent(new Event("input"));
                await new Promise(requestAnimationFrame);
            }
            for (let step = 0; step < 20; step += 1) {
                document.dispatchEvent(new KeyboardEvent("keydown", { key: "j", bubbles: true }));
                await new Promise(requestAnimationFrame);
            }
            return performance.now() - began;
        }"""
    )
    assert milliseconds < 2500


def test_what_a_function_writes_is_text_and_never_markup(page, dev):
    dev.get("/%3Cimg%20src=x%20onerror=alert(1)%3E")

    page.locator("h2", has_text="<img src=x onerror=alert(1)>").wait_for()
    assert page.locator("img").count() == 0


def test_a_reload_that_fails_is_seen(browser, start, tmp_path):
    file = tmp_path / "app.py"
    file.write_text("def handler(event, context):\n    return 1\n")
    dev = start(f"{file}:handler")
    page = browser.new_page()
    page.goto(f"{dev.address}/_powertools/")
    page.locator("#state.ready").wait_for()

    file.write_text("import no_such_package\n")

    page.locator("#notice", has_text="No module named 'no_such_package'").wait_for()
