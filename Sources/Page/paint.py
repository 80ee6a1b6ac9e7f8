"""Makes what the JSON object on standard input asks for: pictures of specifications and drawings, and Vega's libraries as one script."""

import json
import os
import sys

# Of Vega-Lite. The specifications are of version 5, which this draws as it is; it goes with the Vega that vl-convert has.
VERSION = "6.4"


def write(path, content):
    """Puts a whole file into the place of what is there, or leaves that as it is."""
    path = os.path.realpath(path)
    part = f"{path}.{os.getpid()}.part"
    try:
        with open(part, "xb") as file:
            file.write(content if isinstance(content, bytes) else content.encode())
        os.replace(part, path)
    except BaseException:
        if os.path.exists(part):
            os.remove(part)
        raise


def paint(request):
    import vl_convert

    makers = {
        "png": lambda text: vl_convert.vegalite_to_png(text, vl_version=VERSION, scale=2),
        "svg": lambda text: vl_convert.vegalite_to_svg(text, vl_version=VERSION),
        "pdf": lambda text: vl_convert.vegalite_to_pdf(text, vl_version=VERSION),
    }
    # Drawings are SVG already.
    drawers = {
        "png": lambda text: vl_convert.svg_to_png(text, scale=2),
        "svg": lambda text: text,
        "pdf": vl_convert.svg_to_pdf,
    }
    for picture in request["pictures"]:
        for form, path in picture["files"].items():
            if "drawing" in picture:
                write(path, drawers[form](picture["drawing"]))
            else:
                write(path, makers[form](picture["specification"]))
    if request.get("libraries"):
        write(request["libraries"], vl_convert.javascript_bundle(vl_version=VERSION))


try:
    paint(json.load(sys.stdin))
except Exception as error:
    sys.exit(" ".join(str(error).split()) or type(error).__name__)
