"""What a visitor and the staff do, in sentences, in any language: buttons are found by what they
do, never by their words.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.journeys.joining import TO_THE_DESK

SESSION = "s"
# Who has come in to this worker's demo, and the session that their browser holds since.
CAME_IN: dict[str, str] = {}


def days_ago(days: int) -> str:
    return (date.today() - timedelta(days=days)).isoformat()


def pressed(page: Page, button: Locator) -> None:
    """Presses a button and waits for the page it leads to: what is counted next must be there."""
    with page.expect_navigation():
        button.click()


@dataclass
class Visitor:
    """A person with a phone. `code` is what they kept."""

    page: Page
    code: str = ""
    number: str = ""
    day: str = ""

    def asks_what_to_be_tested_for(self, told: dict[str, Any]) -> None:
        """From the first page through every question, skipping what `told` does not hold."""
        self.page.goto("/")
        pressed(self.page, self.page.locator("a[href='/check/']"))
        step = self.page.locator("input[name=step]")
        for _ in range(40):
            if not step.count():
                return
            self._answers(step.input_value(), told)
            self.page.wait_for_load_state()
        raise AssertionError("the questions have no end")

    def _answers(self, step: str, told: dict[str, Any]) -> None:
        answer = told.get(step)
        if answer is None:
            pressed(self.page, self.page.locator("button[name=skip]"))
            return
        if isinstance(answer, dict):
            for name, value in answer.items():
                field = self.page.locator(f"[name={name}]")
                if field.first.evaluate("e => e.tagName") == "SELECT":
                    field.select_option(value)
                else:
                    self.page.locator(f"[name={name}][value={value}]").check()
        elif re.fullmatch(r"\d{4}-\d\d-\d\d", str(answer)):
            self.page.locator("input[type=date]").fill(answer)
        else:
            for value in answer if isinstance(answer, list) else [answer]:
                self.page.locator(f"input[name=answer][value='{value}']").check()
        pressed(self.page, self.page.locator("button[name=next]"))

    def books_with_it(self, service: str = "first_visit") -> None:
        """From the answer to a free time, a code, and the code typed back."""
        pressed(self.page, self.page.locator("form[action='/book/'] button").first)
        self._takes_a_time(service)

    def books(self, service: str = "first_visit") -> None:
        """The same without having asked anything before."""
        self.page.goto("/book/")
        self._takes_a_time(service)

    def _takes_a_time(self, service: str) -> None:
        self.page.locator(f"input[name=service][value={service}]").check()
        self.page.locator("main form.stack button").click()
        self.page.locator("button[name=slot]").first.click()
        self.page.locator("button[name=new]").click()
        self.code = self.page.locator("main input[name=code]").input_value()
        groups = self.code.split("-")
        self.page.locator("input[name=group_2]").fill(groups[1])
        self.page.locator("input[name=group_4]").fill(groups[3])
        self.page.locator("form:has(input[name=group_2]) button").click()
        expect(self.page).to_have_url(re.compile(r"/mine/$"))
        self.number = self.page.locator(".big").first.inner_text()

    def comes_back(self) -> None:
        """Another day, with nothing but the code."""
        self.page.context.clear_cookies()
        self.page.goto("/code/")
        self.page.locator("input[name=code]").fill(self.code)
        self.page.locator("form[action='/code/'] button").click()
        expect(self.page).to_have_url(re.compile(r"/mine/$"))


@dataclass
class AtWork:
    """A staff member at the desk of the demo."""

    page: Page

    def comes_in_as(self, username: str) -> None:
        """By the demo's button once for each worker of the suite, then with what the browser was
        given: Argon2id is tried where coming in is what a journey is about.
        """
        if username not in CAME_IN:
            self.page.goto("/desk/in/")
            self.page.locator(f"button[name=username][value='{username}']").click()
            expect(self.page).to_have_url(TO_THE_DESK)
            held = {cookie["name"]: cookie["value"] for cookie in self.page.context.cookies()}
            CAME_IN[username] = held[SESSION]
        told = CAME_IN[username]
        self.page.context.add_cookies(
            [{"name": SESSION, "value": told, "domain": "127.0.0.1", "path": "/"}]
        )

    def meets(self, number: str) -> None:
        """Finds somebody by their number, over the coming days, and opens the visit."""
        self.page.goto("/desk/day/")
        row = self.page.locator("tr", has=self.page.locator(f"strong:text-is('{number}')"))
        for _ in range(8):
            if row.count():
                break
            pressed(self.page, self.page.locator("main a[href*='?day=']").nth(1))
        row.locator("form[action*='/arrived/'] button").click()
        row.locator("a[href*='/desk/course/card/']").click()

    def records(self, population: str, **told: Any) -> None:
        """Fills the record; a list ticks several."""
        self.page.locator(f"input[name=population][value={population}]").check()
        self.page.locator("form[method=get] button").click()
        for name, values in told.items():
            for value in values if isinstance(values, list) else [values]:
                self.page.locator(f"form.record input[name={name}][value='{value}']").check()
        pressed(self.page, self.page.locator("form[action$='/record/'] button[type=submit]"))

    def orders_the_plan(self) -> None:
        pressed(self.page, self.page.locator("form[action$='/order/plan/'] button"))

    def types(self, infection_at: int, value: str) -> None:
        self.page.locator("form[action$='/value/']").nth(infection_at).locator(
            f"button[value={value}]"
        ).click()

    def finds_nothing_in_the_laboratory_tests(self) -> None:
        """Types and releases a negative answer for every test that waits for one: together where
        there are several, else the one.
        """
        for several, one in (
            ("/value/rest/", "form[action$='/value/'] button[value=negative]"),
            ("/release/negatives/", "form[action$='/release/'] button"),
        ):
            together = self.page.locator(f"form[action$='{several}'] button")
            if together.count():
                pressed(self.page, together)
            for _ in range(5):
                alone = self.page.locator(one)
                if not alone.count():
                    break
                pressed(self.page, alone.first)

    def ends_the_visit(self) -> None:
        pressed(self.page, self.page.locator("form[action$='/close/'] button"))

    def corrects(self, **told: Any) -> None:
        """Opens the record of an ended visit again and saves it otherwise."""
        self.page.locator("main a[href='?correct=yes']").click()
        for name, value in told.items():
            self.page.locator(f"form.record input[name={name}][value='{value}']").check()
        self.page.locator("form[action$='/correct/'] button[type=submit]").click()

    def takes_the_visit_off_the_numbers(self) -> None:
        self.page.locator("details", has=self.page.locator("form[action$='/uncount/']")).locator(
            "summary"
        ).click()
        self.page.locator("form[action$='/uncount/'] button").click()

    def counts(self) -> int:
        """How many visits the numbers page tells of, over all years."""
        self.page.goto("/desk/numbers/")
        table = self.page.locator("table").first
        if not table.count():
            return 0
        return sum(int(cell) for cell in table.locator("td").all_inner_texts())
