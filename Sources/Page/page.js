"use strict";

// Draws every figure from the specification that its download link holds, as wide as the page, for its light or darkness, and makes its
// legend one that the keyboard serves too.
(() => {
  const narrow = matchMedia("(max-width: 40rem)");
  const dark = matchMedia("screen and (prefers-color-scheme: dark)");
  const views = new Map();

  // The text that was packed as gzip in base64.
  const unpacked = async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0));
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
  };

  const loadLibraries = async () => {
    const script = document.createElement("script");
    script.textContent = await unpacked(document.getElementById("libraries").textContent);
    document.head.append(script);
  };

  // What a figure's link holds; from then on it can be downloaded too.
  const specification = async (figure) => {
    const link = figure.querySelector("a[data-packed]");
    const text = await unpacked(link.dataset.packed);
    if (!link.href) link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    return JSON.parse(text);
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

  // The width that texts side by side need, such as how many runs started at each place; 0 where there are none.
  const textWidth = (spec) => {
    const needs = layers(spec).filter(({ mark }) => mark.type === "text").map(({ mark, encoding, transform }) => {
      const part = transform[0].filter.match(/^datum\.part === '([^']*)'/)[1];
      // Contours' labels stand apart by themselves.
      if (part.startsWith("level")) return 0;
      const rows = spec.data.values.filter((row) => row.part === part);
      const places = new Set(spec.data.values.map((row) => row.x).filter((x) => x !== undefined)).size;
      const longest = Math.max(0, ...rows.map((row) => String(row[encoding.text.field]).length));
      return places * (mark.angle ? mark.fontSize + 4 : 0.62 * mark.fontSize * longest + 4);
    });
    return Math.ceil(Math.max(0, ...needs));
  };

  const fit = (spec, width) => {
    // Version 6 of Vega-Lite draws version 5's specifications as they are, but would warn of them.
    delete spec.$schema;
    // The page shows title and subtitle itself, where they break into lines.
    delete spec.title;
    const needed = textWidth(spec);
    if (spec.spec) {
      if (narrow.matches) spec.columns = 1;
      spec.spec.width = Math.max(needed, panelWidth(width, spec.columns));
    } else if (needed > panelWidth(width, 1)) {
      // The picture is wider than its place, which scrolls.
      spec.width = needed;
    } else {
      spec.width = "container";
      spec.autosize = { type: "fit-x", contains: "padding" };
    }
    spec.background = "transparent";
    if (narrow.matches) {
      const names = channels(spec).flatMap((channel) => (channel.legend && channel.scale?.domain) || []);
      const isLong = names.some((name) => String(name).length > 16);
      const legend = { orient: "bottom", columns: isLong ? 1 : 2, labelLimit: isLong ? width - 60 : 240, offset: 18 };
      spec.config.legend = { ...spec.config.legend, ...legend };
      for (const channel of channels(spec)) if (channel.legend) Object.assign(channel.legend, legend);
      // Names that stand level on a wide page have no room on this one.
      const room = panelWidth(width, 1);
      for (const { encoding } of layers(spec)) {
        if (encoding.y?.sort) encoding.y.axis.labelLimit = 90;
        const names = encoding.x?.sort ?? [];
        const longest = Math.max(0, ...names.map((name) => String(name).length));
        if (7 * longest + 8 > room / names.length) Object.assign(encoding.x.axis, { labelAngle: -45, labelLimit: 110 });
      }
    }
    if (dark.matches) {
      // The colours of numbers keep their order as they are.
      for (const { scale } of channels(spec)) {
        if (scale?.range && !scale.interpolate) scale.range = scale.range.map(lightened);
      }
      for (const { mark } of layers(spec)) if (mark.color) mark.color = mark.type === "text" ? "#e4e7ec" : lightened(mark.color);
    }
    return spec;
  };

  // What Vega-Lite keeps of the lines that are chosen.
  const store = "chosen_store";
  const chosen = (view) => view.data(store).map((choice) => choice.values[0]);
  const choose = (view, names) => {
    const choices = names.map((name) => ({ unit: "layer_0", fields: [{ type: "E", field: "line" }], values: [name] }));
    view.data(store, choices).runAsync();
  };

  // Makes each line of a legend a button, which the Tab key comes to and Enter and Space press; a click does what it did.
  const serveKeys = (place, view) => {
    const entries = [...place.querySelectorAll("svg .role-legend-entry .role-scope > g")].filter(
      (entry) => entry.querySelector(".role-legend-symbol") && entry.querySelector(".role-legend-label text"),
    );
    if (!entries.length) return;
    const buttons = entries.map((entry) => [entry, entry.querySelector(".role-legend-label text").__data__.datum.value]);
    const legend = entries[0].closest(".role-legend > g") ?? entries[0].closest("g[aria-label]");
    legend?.setAttribute("role", "group");
    const tell = () => {
      const names = chosen(view);
      for (const [entry, name] of buttons) entry.setAttribute("aria-pressed", names.includes(name));
    };
    for (const [entry, name] of buttons) {
      entry.setAttribute("role", "button");
      entry.setAttribute("tabindex", "0");
      entry.setAttribute("aria-label", `${name}: show this line strongly and dim those not chosen`);
      entry.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        const names = chosen(view);
        choose(view, names.includes(name) ? names.filter((other) => other !== name) : [...names, name]);
      });
    }
    view.addDataListener(store, tell);
    tell();
  };

  const draw = async (figure) => {
    const place = figure.querySelector(".chart");
    try {
      views.get(figure)?.finalize();
      const drawn = await vegaEmbed(place, fit(await specification(figure), place.clientWidth), {
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
      serveKeys(place, drawn.view);
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

  // One drawing at a time, and another after it where something has changed meanwhile; the page says when all is done.
  let drawing = loadLibraries().catch(console.error);
  let waiting = 0;
  const queue = () => {
    waiting += 1;
    delete document.body.dataset.drawn;
    drawing = drawing.then(drawAll).then(() => {
      waiting -= 1;
      if (waiting === 0) document.body.dataset.drawn = "yes";
    });
  };
  for (const query of [narrow, dark]) query.addEventListener("change", queue);
  queue();

  // On a narrow page the list of contents would be longer than it helps.
  for (const part of document.querySelectorAll("nav details")) part.open = !narrow.matches;

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
