"use strict";

// Draws every figure from the specification that its download link holds, as wide as the page, for its light or darkness.
(() => {
  const narrow = matchMedia("(max-width: 40rem)");
  const dark = matchMedia("screen and (prefers-color-scheme: dark)");
  const views = new Map();

  const specification = (figure) => {
    const data = figure.querySelector('a[download$=".vl.json"]').href.split(",")[1];
    return JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(data), (byte) => byte.charCodeAt(0))));
  };

  // Where there are several panels, their layers stand one level deeper.
  const layers = (spec) => (spec.spec ?? spec).layer;
  const channels = (spec) => layers(spec).flatMap((layer) => Object.values(layer.encoding).flat());

  // The relative luminance of a colour (WCAG 2.2).
  const luminance = (parts) => {
    const [red, green, blue] = parts.map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };

  // A colour that is seen on a dark ground, three times as light: mixed with white where it must be.
  const lightened = (color) => {
    if (!/^#[0-9a-f]{6}$/i.test(color)) return color;
    let parts = [1, 3, 5].map((place) => parseInt(color.slice(place, place + 2), 16));
    while (luminance(parts) < 0.14) parts = parts.map((part) => part + (255 - part) / 20);
    return "#" + parts.map((part) => Math.round(part).toString(16).padStart(2, "0")).join("");
  };

  // The width of a panel of which so many stand in a row, with room for the axis and, beside them, the legend.
  const panelWidth = (width, columns) => Math.max(120, (width - (narrow.matches ? 50 : 230)) / columns - 20);

  const fit = (spec, width) => {
    // Version 6 of Vega-Lite draws version 5's specifications as they are, but would warn of them.
    delete spec.$schema;
    // The page shows title and subtitle itself, where they break into lines.
    delete spec.title;
    if (spec.spec) {
      if (narrow.matches) spec.columns = 1;
      spec.spec.width = panelWidth(width, spec.columns);
    } else {
      spec.width = "container";
      spec.autosize = { type: "fit-x", contains: "padding" };
    }
    spec.background = "transparent";
    if (narrow.matches) {
      const legend = { orient: "bottom", columns: 2 };
      spec.config.legend = { ...spec.config.legend, ...legend };
      for (const channel of channels(spec)) if (channel.legend) Object.assign(channel.legend, legend);
    }
    if (dark.matches) {
      // The colours of numbers keep their order as they are.
      for (const { scale } of channels(spec)) {
        if (scale?.range && !scale.interpolate) scale.range = scale.range.map(lightened);
      }
      for (const { mark } of layers(spec)) if (mark.color) mark.color = lightened(mark.color);
    }
    return spec;
  };

  const draw = async (figure) => {
    const place = figure.querySelector(".chart");
    try {
      views.get(figure)?.finalize();
      const drawn = await vegaEmbed(place, fit(specification(figure), place.clientWidth), {
        mode: "vega-lite",
        renderer: "svg",
        // Expressions are walked through, not compiled: the page forbids programs made of text.
        ast: true,
        // Errors alone: that a layer has no rows, such as where no run diverged, is no news for a reader.
        logLevel: 1,
        actions: { export: true, source: false, compiled: false, editor: false },
        tooltip: { theme: dark.matches ? "dark" : "light" },
      });
      views.set(figure, drawn);
      figure.dataset.drawn = "yes";
    } catch (error) {
      place.textContent = `This picture cannot be drawn: ${error.message}`;
      figure.dataset.drawn = "no";
      console.error(error);
    }
  };

  const drawAll = async () => {
    for (const figure of document.querySelectorAll("figure[data-chart]")) await draw(figure);
  };

  // One drawing at a time, and another after it where something has changed meanwhile.
  let drawing = drawAll();
  for (const query of [narrow, dark]) {
    query.addEventListener("change", () => {
      drawing = drawing.then(drawAll);
    });
  }

  // Closed tables would not be printed.
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("section > details:not([open])")];
    for (const details of opened) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
  });
})();
