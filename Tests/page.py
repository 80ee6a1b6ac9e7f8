"""Reads a page of `kindling report` with Chromium, without a network, and checks each picture; called by page.sh."""

import base64
import gzip
import json
import pathlib
import sys

import altair
import jsonschema
import vl_convert
from altair.vegalite.v5.schema import SCHEMA_VERSION
from altair.vegalite.v5 import schema
from selenium import webdriver
from selenium.common.exceptions import TimeoutException
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

page, pictures, *screenshots = map(pathlib.Path, sys.argv[1:])
# The widest page, a laptop's, a telephone's, and A4 between margins, in pixels.
WIDE, NARROW, PAPER = 1400, 390, 718
# The most bytes of a page with all figures of 'reproduce all'.
MOST = 1_500_000


def check(condition, what):
    if not condition:
        sys.exit(f"page.sh: FAILED: {what}")


def check_pictures():
    """Every specification is one by Vega-Lite's schema, Altair reads it, and every picture is of its format."""
    validator = jsonschema.Draft7Validator(json.loads((pathlib.Path(schema.__file__).parent / "vega-lite-schema.json").read_text()))
    files = sorted(pictures.glob("*.vl.json"))
    check(files, f"no specification in {pictures}")
    for file in files:
        spec = json.loads(file.read_text())
        errors = [error.message[:200] for error in validator.iter_errors(spec)]
        check(not errors, f"{file.name} by the schema of Vega-Lite {SCHEMA_VERSION}: {errors[:1]}")
        # Altair moves what can be chosen to where it keeps such things; the picture must still be one.
        drawn = vl_convert.vegalite_to_svg(altair.Chart.from_dict(spec).to_json(), vl_version="6.4")
        check(len(drawn) > 2000, f"{file.name} is empty by Altair")
        name = file.name.removesuffix(".vl.json")
        for form, beginning in {"png": b"\x89PNG\r\n", "pdf": b"%PDF-", "svg": b"<svg "}.items():
            content = (pictures / f"{name}.{form}").read_bytes()
            check(content.startswith(beginning) and len(content) > 2000, f"{name}.{form} is no {form}")
    return len(files)


def open_page():
    options = webdriver.ChromeOptions()
    for word in ["headless=new", "no-sandbox", "disable-gpu", "hide-scrollbars", "force-device-scale-factor=1"]:
        options.add_argument(f"--{word}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    options.binary_location = "/usr/bin/chromium"
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService("/usr/bin/chromedriver"))
    driver.execute_cdp_cmd("Network.enable", {})
    driver.execute_cdp_cmd(
        "Network.emulateNetworkConditions", {"offline": True, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0}
    )
    return driver


def show(driver, width, scheme, medium=""):
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": medium, "features": features})
    driver.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600}
    )
    driver.get(page.resolve().as_uri())
    WebDriverWait(driver, 60).until(
        lambda driver: driver.execute_script(
            "return document.body.dataset.drawn"
        )
    )
    for figure in driver.find_elements(By.CSS_SELECTOR, "figure[data-drawn='no']"):
        check(False, f"{figure.get_attribute('data-chart')}: {figure.find_element(By.CSS_SELECTOR, '.chart').text}")


def passes(condition, row):
    """Whether a row passes a filter of a layer: conditions such as datum.part === 'run' and !datum.isWhole, all of them."""
    for term in condition.split(" && "):
        is_negated = term.startswith("!") or " !== " in term
        field, _, value = term.removeprefix("!").removeprefix("datum.").replace(" !== ", " === ").partition(" === ")
        wanted = None if value == "null" else value.strip("'")
        holds = row.get(field) == wanted if value else bool(row.get(field))
        if holds == is_negated:
            return False
    return True


def layers(spec):
    """The layers, which stand one level deeper where there are several panels."""
    return spec.get("spec", spec)["layer"]


def expected_marks(spec, number):
    """How many marks a layer must have: one for each row, or for each line, whose place is known."""
    layer = layers(spec)[number]
    encoding = layer["encoding"]
    # A number that is null has no place, and no colour either.
    places = [encoding[channel]["field"] for channel in ("x", "x2", "y", "y2") if channel in encoding]
    places += [encoding["color"]["field"]] if encoding.get("color", {}).get("type") == "quantitative" else []
    rows = [row for row in spec["data"]["values"] if all(passes(step["filter"], row) for step in layer["transform"])]
    if layer["mark"]["type"] == "line":
        series = [encoding[channel]["field"] for channel in ("detail", "color") if "field" in encoding.get(channel, {})] + ["panel"]
        return len({tuple(row.get(field) for field in series) for row in rows})
    return sum(all(row.get(place) is not None for place in places) for row in rows)


def check_marks(driver, figure):
    data = figure.find_element(By.CSS_SELECTOR, "a[download$='.vl.json']").get_attribute("data-packed")
    spec = json.loads(gzip.decompress(base64.b64decode(data)))
    name = figure.get_attribute("data-chart")
    total = 0
    for number, layer in enumerate(layers(spec)):
        found = driver.execute_script(
            "return arguments[0].querySelectorAll(arguments[1]).length",
            figure,
            # Lines that are told apart stand in a group each.
            ", ".join(
                f".{child}layer_{number}_pathgroup > g, "
                f".role-mark.{child}layer_{number}_marks:not(.{child}layer_{number}_pathgroup *) > *"
                for child in ("", "child_")
            ),
        )
        expected = expected_marks(spec, number)
        check(found == expected, f"{name}, layer {number}: {found} marks, {expected} expected")
        total += found
    check(total > 0, f"{name}: no marks")
    return total


def check_tooltip(driver, figure):
    """The last layer with a tooltip tells of the mark that the pointer is on."""
    marks = [mark for mark in figure.find_elements(By.CSS_SELECTOR, "svg .role-mark > [aria-label]") if mark.is_displayed()]
    driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", figure)
    ActionChains(driver).move_to_element(marks[-1]).perform()
    tooltip = driver.find_element(By.ID, "vg-tooltip-element")
    check("visible" in tooltip.get_attribute("class") and tooltip.text, "no tooltip appears")
    ActionChains(driver).move_to_element(driver.find_element(By.TAG_NAME, "h1")).perform()


def check_legend(driver, figure):
    """A click on a line in the legend dims the others, and that line alone stays as it was."""
    strengths = "return [...arguments[0].querySelectorAll('.mark-line path')].map((path) => path.getAttribute('stroke-opacity') ?? path.getAttribute('opacity') ?? '1')"
    driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", figure)
    before = driver.execute_script(strengths, figure)
    ActionChains(driver).move_to_element(figure.find_element(By.CSS_SELECTOR, ".role-legend-symbol path")).click().perform()
    after = driver.execute_script(strengths, figure)
    check(len(before) > 1 and before[0] == after[0], f"the chosen line is dimmed: {before}, {after}")
    check(all(float(b) > float(a) for b, a in list(zip(before, after))[1:]), f"the others are not: {before}, {after}")


def check_keys(driver, figure):
    """The Tab key comes to each line of the legend and shows where it is; Enter and Space choose it and let it go."""
    strengths = "return [...arguments[0].querySelectorAll('.mark-line path')].map((path) => path.getAttribute('stroke-opacity') ?? path.getAttribute('opacity') ?? '1')"
    buttons = figure.find_elements(By.CSS_SELECTOR, "svg [role='button'][tabindex='0']")
    check(len(buttons) > 1, "the legend has no buttons")
    pressed = lambda: [button.get_attribute("aria-pressed") for button in buttons]
    before = driver.execute_script(strengths, figure)

    def press(key, button, what, expected):
        ActionChains(driver).send_keys(key).perform()
        try:
            WebDriverWait(driver, 5).until(lambda _: pressed() == expected)
        except TimeoutException:
            check(False, f"{what}: {pressed()}, expected {expected}")

    driver.execute_script("arguments[0].focus()", buttons[0])
    none = ["false"] * len(buttons)
    one = ["true"] + none[1:]
    press(Keys.ENTER, buttons[0], "Enter chooses a line", one)
    after = driver.execute_script(strengths, figure)
    check(float(after[0]) == float(before[0]) and all(float(b) > float(a) for b, a in list(zip(before, after))[1:]), f"{before}, {after}")
    ActionChains(driver).send_keys(Keys.TAB).perform()
    focus = "return document.activeElement === arguments[0] && getComputedStyle(arguments[0]).outlineStyle"
    check(driver.execute_script(focus, buttons[1]) == "solid", "the Tab key does not come to the next line, or shows it in no way")
    press(Keys.SPACE, buttons[1], "Space chooses another line", ["true"] * 2 + none[2:])
    press(Keys.SPACE, buttons[1], "Space lets it go", one)
    ActionChains(driver).key_down(Keys.SHIFT).send_keys(Keys.TAB).key_up(Keys.SHIFT).perform()
    press(Keys.ENTER, buttons[0], "Enter lets it go", none)
    check(driver.execute_script(strengths, figure) == before, "lines stay dim when none is chosen")


def check_order(driver):
    """Counts, the list of contents, results paper by paper, one's own, and provenance last."""
    heads = [head.get_attribute("id") for head in driver.find_elements(By.CSS_SELECTOR, "main > section")]
    papers = [f"paper-{letter}" for letter in "ABCD"]
    check(heads == papers + ["own", "origins"], f"the page's sections are {heads}")
    parts = driver.find_elements(By.CSS_SELECTOR, "nav details")
    check(len(parts) == 5, f"the list of contents has {len(parts)} parts")
    count = lambda places: sum(
        int(badge.get_attribute("textContent").split()[0]) for badge in driver.find_elements(By.CSS_SELECTOR, places)
    )
    for kind in ("held", "failed", "undecided"):
        whole = count(f"header .tally .{kind}")
        check(whole == count(f"main .tally .{kind}"), f"the papers' {kind} do not add up to {whole}")
        check(whole == len(driver.find_elements(By.CSS_SELECTOR, f"li.verdict.{kind}")), f"{whole} {kind} are not listed")


def check_texts(driver):
    """Every picture says in words what it shows and what came of it."""
    for figure in driver.find_elements(By.CSS_SELECTOR, "figure[data-chart]"):
        name = figure.get_attribute("data-chart")
        label = figure.find_element(By.CSS_SELECTOR, ".chart [role='graphics-document']").get_attribute("aria-label")
        check(len(label) > 60 and any(character.isdigit() for character in label), f"{name} is told of as {label!r}")


def check_print(driver):
    """On paper no table and no picture is wider than the page, nothing is dark, and what can be clicked is gone."""
    show(driver, PAPER, "dark", "print")
    driver.execute_script("dispatchEvent(new Event('beforeprint'))")
    over = driver.execute_script(
        "return [...document.querySelectorAll('table, .chart svg, pre')].filter((part) => part.getBoundingClientRect().right > innerWidth + 1)"
        ".map((part) => (part.querySelector('caption') ?? part.closest('section')?.querySelector('h3, h2')).textContent)"
    )
    check(not over, f"on paper these are too wide: {over}")
    ground = driver.execute_script("return getComputedStyle(document.body).backgroundColor")
    check(ground == "rgb(255, 255, 255)", f"paper is {ground}")
    shown = driver.execute_script("return [...document.querySelectorAll('nav, .links, .chart details')].filter((part) => part.offsetParent).length")
    check(shown == 0, f"{shown} controls are printed")
    closed = driver.execute_script("return document.querySelectorAll('main details:not([open]):not(.chart details)').length")
    check(closed == 0, f"{closed} tables are not printed")
    pdf = driver.execute_cdp_cmd("Page.printToPDF", {"paperWidth": 8.27, "paperHeight": 11.69, "printBackground": True})
    for folder in screenshots:
        (folder / "print.pdf").write_bytes(base64.b64decode(pdf["data"]))


def screenshot(driver, width, file):
    size = driver.execute_cdp_cmd("Page.getLayoutMetrics", {})["cssContentSize"]
    shot = driver.execute_cdp_cmd(
        "Page.captureScreenshot",
        {"captureBeyondViewport": True, "clip": {"x": 0, "y": 0, "width": width, "height": size["height"], "scale": 1}},
    )
    file.write_bytes(base64.b64decode(shot["data"]))


def check_page(driver):
    marks = 0
    for width in (WIDE, NARROW):
        for scheme in ("light", "dark"):
            show(driver, width, scheme)
            for figure in driver.find_elements(By.CSS_SELECTOR, "figure[data-chart]"):
                # Colours are all that a dark page changes.
                marks += check_marks(driver, figure) if scheme == "light" else 0
                # A picture whose texts need more room than there is scrolls in its place.
                place = figure.find_element(By.CSS_SELECTOR, ".chart")
                check(place.size["width"] <= width, f"{figure.get_attribute('data-chart')} is {place.size['width']} wide at {width}")
                svg = place.find_element(By.CSS_SELECTOR, "svg").size["width"]
                check(width == NARROW or svg <= place.size["width"] + 1, f"{figure.get_attribute('data-chart')} scrolls at {width}")
            wide = driver.execute_script("return document.documentElement.scrollWidth")
            check(wide <= width, f"at {width} pixels the page is {wide} wide")
            figure = driver.find_element(By.CSS_SELECTOR, "figure[data-chart='fig1b']")
            check_tooltip(driver, figure)
            if width == WIDE:
                check_legend(driver, figure)
                show(driver, width, scheme)
                check_keys(driver, driver.find_element(By.CSS_SELECTOR, "figure[data-chart='fig1b']"))
            # Last, since a picture of all of it makes the window as high, and Vega draws anew.
            for folder in screenshots:
                screenshot(driver, width, folder / f"{width}-{scheme}.png")
    check_order(driver)
    check_texts(driver)
    check_print(driver)
    return marks


def check_logs(driver):
    for line in driver.get_log("browser"):
        check(line["level"] == "INFO", f"the console says: {line['message'][:300]}")
    for line in driver.get_log("performance"):
        event = json.loads(line["message"])["message"]
        if event["method"] == "Network.requestWillBeSent":
            address = event["params"]["request"]["url"]
            check(address.split(":")[0] in ("file", "data", "blob"), f"the page asks for {address}")


size = page.stat().st_size
check(size < MOST, f"the page has {size} bytes, more than {MOST}")
count = check_pictures()
driver = open_page()
try:
    marks = check_page(driver)
    check_logs(driver)
finally:
    driver.quit()
print(f"page.sh: {count} specifications by the schema of Vega-Lite {SCHEMA_VERSION}; {marks} marks drawn; {size:,} bytes; all held")
