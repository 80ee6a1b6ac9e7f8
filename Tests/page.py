"""Reads a page of `kindling report` with Chromium, without a network, and checks each picture; called by page.sh."""

import base64
import json
import pathlib
import sys

import altair
import jsonschema
import vl_convert
from altair.vegalite.v5.schema import SCHEMA_VERSION
from altair.vegalite.v5 import schema
from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

page, pictures, *screenshots = map(pathlib.Path, sys.argv[1:])


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


def show(driver, width, scheme):
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]})
    driver.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600}
    )
    driver.get(page.resolve().as_uri())
    WebDriverWait(driver, 60).until(
        lambda driver: driver.execute_script(
            "return [...document.querySelectorAll('figure[data-chart]')].every((figure) => figure.dataset.drawn)"
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
    data = figure.find_element(By.CSS_SELECTOR, "a[download$='.vl.json']").get_attribute("href").split(",")[1]
    spec = json.loads(base64.b64decode(data))
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


def screenshot(driver, width, file):
    size = driver.execute_cdp_cmd("Page.getLayoutMetrics", {})["cssContentSize"]
    shot = driver.execute_cdp_cmd(
        "Page.captureScreenshot",
        {"captureBeyondViewport": True, "clip": {"x": 0, "y": 0, "width": width, "height": size["height"], "scale": 1}},
    )
    file.write_bytes(base64.b64decode(shot["data"]))


def check_page(driver):
    marks = 0
    for width in (1280, 390):
        for scheme in ("light", "dark"):
            show(driver, width, scheme)
            for figure in driver.find_elements(By.CSS_SELECTOR, "figure[data-chart]"):
                # Colours are all that a dark page changes.
                marks += check_marks(driver, figure) if scheme == "light" else 0
                svg = figure.find_element(By.CSS_SELECTOR, ".chart svg")
                check(svg.size["width"] <= width, f"{figure.get_attribute('data-chart')} is {svg.size['width']} wide at {width}")
            wide = driver.execute_script("return document.documentElement.scrollWidth")
            check(wide <= width, f"at {width} pixels the page is {wide} wide")
            for folder in screenshots:
                screenshot(driver, width, folder / f"{width}-{scheme}.png")
            figure = driver.find_element(By.CSS_SELECTOR, "figure[data-chart='fig1b']")
            check_tooltip(driver, figure)
            if width == 1280:
                check_legend(driver, figure)
    return marks


def check_logs(driver):
    for line in driver.get_log("browser"):
        check(line["level"] == "INFO", f"the console says: {line['message'][:300]}")
    for line in driver.get_log("performance"):
        event = json.loads(line["message"])["message"]
        if event["method"] == "Network.requestWillBeSent":
            address = event["params"]["request"]["url"]
            check(address.split(":")[0] in ("file", "data", "blob"), f"the page asks for {address}")


count = check_pictures()
driver = open_page()
try:
    marks = check_page(driver)
    check_logs(driver)
finally:
    driver.quit()
print(f"page.sh: {count} specifications by the schema of Vega-Lite {SCHEMA_VERSION}; {marks} marks drawn; all held")
