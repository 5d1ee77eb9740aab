"""A page that remembers what it asked for and complained about."""

from pathlib import Path

from playwright.sync_api import Browser, Page


class Watched:
    """A page that remembers what it asked for and complained about."""

    def __init__(self, browser: Browser, path: Path, *, scripts: bool = True, address: str = "") -> None:
        self.page: Page = browser.new_page(java_script_enabled=scripts, viewport={"width": 1200, "height": 1000})
        self.requests: list[str] = []
        self.errors: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self._note(message.text))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("dialog", lambda dialog: self.errors.append(dialog.message))
        self.page.goto(path.as_uri() + address)
        self.page.wait_for_timeout(400)

    def _note(self, text: str) -> None:
        if "GL Driver Message" not in text:  # software rendering tells how slow it is
            self.errors.append(text)

    def quiet(self) -> bool:
        return len(self.requests) == 1 and not self.errors
