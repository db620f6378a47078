"""The chat in a real browser: a question is asked, its source read, and the cited page opened."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from app.cli import main

SAMPLES = Path(__file__).parent.parent / "corpus" / "samples" / "files"
PARAGRAF = (sys.executable, "-m", "app.cli")
PATIENCE = 60.0  # seconds
BROWSER_OPTIONS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory, opened_once: None) -> Path:
    folder = tmp_path_factory.mktemp("chat") / "data"
    files = sorted(SAMPLES.glob("protokoll-k*.pdf"))
    assert main(["ingest", *map(str, files), "--data", str(folder)]) == 0
    return folder


@pytest.fixture(scope="module")
def chat(data: Path) -> Iterator[str]:
    """The chat's address, with the service behind it; it ends with the service."""
    service, chat = _free_port(), _free_port()
    address = f"http://127.0.0.1:{chat}"
    command = [*PARAGRAF, "serve", "--data", str(data), "--port", str(service), "--ui-port", str(chat)]
    with subprocess.Popen(command) as served:
        try:
            _wait_for(f"http://127.0.0.1:{service}/health")
            _wait_for(f"{address}/_stcore/health")
            yield address
        finally:
            served.terminate()
        assert served.wait(PATIENCE) == 0
        with pytest.raises(httpx.TransportError):
            httpx.get(address)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("there is no chromium: make system")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=list(BROWSER_OPTIONS))
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser, chat: str) -> Iterator[Page]:
    with browser.new_page(viewport={"width": 1180, "height": 1240}) as opened:
        opened.set_default_timeout(PATIENCE * 1000)
        opened.goto(chat)
        yield opened


def test_a_question_is_answered_and_its_page_opened(page: Page) -> None:
    question = page.get_by_test_id("stChatInputTextArea")
    question.fill("Vad beslutade kommunfullmäktige om kulturskolan?")
    question.press("Enter")
    first = page.get_by_role("button", name="Visa sidan").first
    expect(first).to_be_visible(timeout=PATIENCE * 1000)
    expect(page.get_by_text("[1]").first).to_be_visible()
    _picture(page, "chatten.png")
    first.click()
    picture = page.get_by_role("dialog").locator("img")
    expect(picture).to_be_visible(timeout=PATIENCE * 1000)
    page.wait_for_function("document.querySelector('[role=dialog] img').naturalWidth > 500")
    _picture(page, "sidan.png")


def test_an_empty_chat_offers_questions_that_are_answered(page: Page) -> None:
    page.get_by_text("Prova till exempel:").wait_for()
    page.get_by_role("button").filter(has_text="?").first.click()
    expect(page.get_by_role("button", name="Visa sidan").first).to_be_visible(timeout=PATIENCE * 1000)


def test_a_matters_way_is_drawn_and_a_step_opens_its_page(chat: str, page: Page) -> None:
    page.goto(f"{chat}/arende?dnr=KS-2023-00214")
    expect(page.get_by_text("Kommunstyrelsen · § 84")).to_be_visible(timeout=PATIENCE * 1000)
    expect(page.locator("canvas, svg.marks").first).to_be_visible()
    expect(page.get_by_text("Det här saknas i samlingen")).to_be_visible()
    _picture(page, "arende.png")
    page.get_by_role("button", name="Visa sidan").first.click()
    page.wait_for_function("document.querySelector('[role=dialog] img')?.naturalWidth > 500")


def test_a_draft_finds_earlier_decisions_by_outcome(chat: str, page: Page) -> None:
    page.goto(f"{chat}/tidigare-beslut")
    page.get_by_label("Ärendet").fill("Ansökan om verksamhetsbidrag från en förening")
    page.keyboard.press("Control+Enter")
    page.get_by_role("button", name="Sök tidigare beslut").click()
    expect(page.get_by_text("Avslag · ").first).to_be_visible(timeout=PATIENCE * 1000)
    expect(page.get_by_role("button", name="CSV")).to_be_visible()
    _picture(page, "tidigare-beslut.png")


def test_a_file_is_handed_in_and_told_of(chat: str, page: Page) -> None:
    page.goto(f"{chat}/handlingar")
    page.get_by_text("I samlingen").wait_for()
    page.locator("input[type=file]").set_input_files(SAMPLES / "handlingar-kfn-2024-10-17.pdf")
    page.get_by_role("button", name="Läs in").click()
    expect(page.get_by_text("5 dokument").first).to_be_visible(timeout=PATIENCE * 1000)
    _picture(page, "handlingar.png")


def _picture(page: Page, name: str) -> None:
    """Keep a screenshot where the environment names a folder for them."""
    folder = os.environ.get("PARAGRAF_SCREENSHOTS")
    if folder:
        page.wait_for_timeout(1500)
        page.screenshot(path=str(Path(folder) / name))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(address: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            if httpx.get(address).is_success:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.2)
    pytest.fail(f"nothing answers at {address}")
