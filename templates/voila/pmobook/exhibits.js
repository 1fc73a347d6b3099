/* What an address leads to is opened, however deep it is folded. */
(function () {
  function open() {
    var place = null;
    try { place = document.getElementById(decodeURIComponent(window.location.hash.slice(1))); } catch (broken) { return; }
    for (var part = place; part; part = part.parentElement) { if (part.tagName === "DETAILS") { part.open = true; } }
    var fold = place && place.matches(".pmo-topic") ? place.querySelector(":scope > .pmo-fold") : null;
    if (fold) { fold.open = true; }
    if (place) { place.scrollIntoView(); }
  }
  document.addEventListener("DOMContentLoaded", open);
  window.addEventListener("hashchange", open);
}());

/* Figures as the page's language writes them: what stands before decimals and between thousands. */
var pmoMarks = (function () {
  var found = {decimal: ".", group: ","};
  new Intl.NumberFormat(document.documentElement.lang || "en").formatToParts(12345678.5).forEach(function (part) {
    if (part.type in found) { found[part.type] = part.value; }
  });
  function pattern(mark) { return /\s/.test(mark) ? "\\s" : "\\" + mark; }
  return {decimal: pattern(found.decimal), group: pattern(found.group)};
}());

/* Every chart and table can be kept as it stands on the screen: a picture (PNG, SVG) or its figures (CSV). */
var pmoKeep = (function () {
  var SVG = "http://www.w3.org/2000/svg";
  var DRAWN = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-linejoin", "stroke-linecap", "stroke-opacity", "opacity", "font-family", "font-size", "font-weight", "font-style", "text-anchor", "dominant-baseline", "visibility"];

  function save(name, parts, kind) {
    var link = document.createElement("a"), address = URL.createObjectURL(new Blob(parts, {type: kind}));
    link.href = address; link.download = name;
    document.body.appendChild(link); link.click(); link.remove();
    setTimeout(function () { URL.revokeObjectURL(address); }, 10000);
  }
  /* Half of a surrogate pair can stand in no file. */
  function whole(text) { return text.toWellFormed ? text.toWellFormed() : text; }

  /* A spreadsheet takes no cell for a formula; a plain figure stays one. */
  var FIGURE = new RegExp("^([+\\u2212-]?)(\\d{1,3}(?:" + pmoMarks.group + "\\d{3})*|\\d+)(?:" + pmoMarks.decimal + "(\\d+))?\\s?(%?)$");
  function plain(text) {
    var figure = FIGURE.exec(text);
    if (figure) { return (/[\u2212-]/.test(figure[1]) ? "-" : "") + figure[2].replace(/\D/g, "") + (figure[3] ? "." + figure[3] : "") + figure[4]; }
    var rest = text.replace(/^[\p{Cf}\p{Zs}]+/u, "").normalize("NFKC");
    return /^[=+\-@\t\r\n\u2212]/.test(rest) ? "'" + text : text;
  }
  function said(cell) {
    var copy = cell.cloneNode(true);
    copy.querySelectorAll(".pmo-keep, [aria-hidden=true]").forEach(function (one) { one.remove(); });
    copy.querySelectorAll("svg[aria-label], [role=img][aria-label]").forEach(function (one) { one.replaceWith(one.getAttribute("aria-label")); });
    copy.querySelectorAll("span, br, p, div, li").forEach(function (one) { one.before(" "); });
    return copy.textContent.replace(/\s+/g, " ").trim();
  }
  function rows(table) {
    var taken = [];
    Array.from(table.rows).forEach(function (row, at) {
      taken[at] = taken[at] || [];
      var place = 0;
      Array.from(row.cells).forEach(function (cell) {
        while (taken[at][place] !== undefined) { place += 1; }
        var text = said(cell);
        for (var down = 0; down < cell.rowSpan; down += 1) {
          taken[at + down] = taken[at + down] || [];
          for (var along = 0; along < cell.colSpan; along += 1) { taken[at + down][place + along] = down || along ? "" : text; }
        }
      });
    });
    return taken;
  }
  function csv(tables) {
    var lines = [];
    tables.forEach(function (table, at) {
      if (at) { lines.push(""); }
      rows(table).forEach(function (row) {
        lines.push(Array.from(row, function (text) { return '"' + plain(text || "").replace(/"/g, '""') + '"'; }).join(","));
      });
    });
    return "\ufeff" + whole(lines.join("\r\n")) + "\r\n";
  }

  /* The picture is drawn anew from what stands on the screen: fills, lines, words and drawings where they are. */
  function element(name, values) {
    var made = document.createElementNS(SVG, name);
    Object.keys(values).forEach(function (key) { made.setAttribute(key, values[key]); });
    return made;
  }
  function drawing(svg, box) {
    var copy = svg.cloneNode(true), from = [svg].concat(Array.from(svg.querySelectorAll("*"))), to = [copy].concat(Array.from(copy.querySelectorAll("*")));
    from.forEach(function (one, at) {
      var style = getComputedStyle(one);
      DRAWN.forEach(function (name) { var value = style.getPropertyValue(name); if (value) { to[at].setAttribute(name, value); } });
      to[at].removeAttribute("class"); to[at].removeAttribute("style"); to[at].removeAttribute("tabindex");
    });
    var own = svg.getBoundingClientRect();
    copy.setAttribute("x", own.left - box.left); copy.setAttribute("y", own.top - box.top);
    copy.setAttribute("width", own.width); copy.setAttribute("height", own.height); copy.setAttribute("overflow", "visible");
    return copy;
  }
  function words(node, box, into) {
    var style = getComputedStyle(node.parentElement), range = document.createRange(), text = node.nodeValue, line = "", at = null, cut = false;
    /* What is cut off on the screen is cut off here too. */
    var edge = style.overflowX !== "visible" && style.textOverflow === "ellipsis" ? node.parentElement.getBoundingClientRect().right : null;
    function put() {
      if (!line.trim()) { return; }
      var made = element("text", {x: at.left - box.left, y: at.top - box.top + at.height * 0.78, fill: style.color, "font-family": style.fontFamily, "font-size": style.fontSize, "font-weight": style.fontWeight, "xml:space": "preserve", "text-decoration": style.textDecorationLine === "underline" ? "underline" : "none"});
      made.textContent = line.replace(/\s+/g, " ");
      into.appendChild(made);
    }
    Array.from(text.matchAll(/\S+\s*/g)).forEach(function (found) {
      range.setStart(node, found.index); range.setEnd(node, found.index + found[0].trimEnd().length);
      var place = range.getClientRects()[0];
      if (!place || !place.width || cut) { return; }
      if (edge !== null && place.right > edge + 1) { cut = true; line = line.trimEnd() + "\u2026"; return; }
      if (at && Math.abs(place.top - at.top) < 2) { line += found[0]; } else { put(); line = found[0]; at = place; }
    });
    if (at) { put(); }
  }
  function walk(one, box, into) {
    if (one.nodeType === Node.TEXT_NODE) { words(one, box, into); return; }
    if (one.nodeType !== Node.ELEMENT_NODE || one.matches(".pmo-unseen, .pmo-keep, .pmo-series, summary, button.pmo-keep-way")) { return; }
    if (one.matches("svg")) { into.appendChild(drawing(one, box)); return; }
    var style = getComputedStyle(one), own = one.getBoundingClientRect();
    if (style.display === "none" || style.visibility === "hidden") { return; }
    var x = own.left - box.left, y = own.top - box.top;
    if (own.width && style.backgroundColor !== "rgba(0, 0, 0, 0)") { into.appendChild(element("rect", {x: x, y: y, width: own.width, height: own.height, rx: parseFloat(style.borderTopLeftRadius) || 0, fill: style.backgroundColor})); }
    if (parseFloat(style.borderBottomWidth) && own.width) { into.appendChild(element("line", {x1: x, x2: x + own.width, y1: y + own.height, y2: y + own.height, stroke: style.borderBottomColor})); }
    one.childNodes.forEach(function (child) { walk(child, box, into); });
  }
  function picture(part) {
    var shown = part.matches("figure") ? Array.from(part.children).filter(function (one) { return one.matches(".pmo-scroll, .pmo-legend, figcaption"); }) : [part];
    var boxes = shown.map(function (one) { return one.matches(".pmo-scroll") && one.querySelector("svg, table") ? Array.from(one.children) : [one]; }).flat();
    var rects = boxes.map(function (one) { return one.getBoundingClientRect(); });
    var box = {left: Math.min.apply(null, rects.map(function (one) { return one.left; })) - 12, top: Math.min.apply(null, rects.map(function (one) { return one.top; })) - 12};
    var width = Math.ceil(Math.max.apply(null, rects.map(function (one) { return one.right; })) - box.left + 12), height = Math.ceil(Math.max.apply(null, rects.map(function (one) { return one.bottom; })) - box.top + 12);
    var svg = element("svg", {xmlns: SVG, width: width, height: height, viewBox: "0 0 " + width + " " + height, role: "img", "aria-label": title(part)});
    svg.appendChild(element("rect", {width: width, height: height, fill: getComputedStyle(document.documentElement).getPropertyValue("--pmo-paper").trim() || "#fff"}));
    boxes.forEach(function (one) { walk(one, box, svg); });
    return {text: whole(new XMLSerializer().serializeToString(svg)), width: width, height: height};
  }
  function png(drawn, name) {
    var image = new Image(), canvas = document.createElement("canvas");
    canvas.width = 2 * drawn.width; canvas.height = 2 * drawn.height;
    image.onload = function () {
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob(function (made) { if (made) { save(name, [made], "image/png"); } }, "image/png");
    };
    image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(drawn.text);
  }

  function title(part) {
    var caption = part.querySelector("caption, .pmo-caption"), section = part.closest(".pmo-panel, .pmo-shown, details");
    var heading = section && section.querySelector("h2, h3, summary, caption, .pmo-caption"), drawn = part.querySelector("svg[aria-label]");
    var found = caption || heading;
    return (found ? said(found) : drawn ? drawn.getAttribute("aria-label") : document.title).slice(0, 120);
  }
  function file(part, ending) {
    var about = document.title.split(" · ").slice(1, 3).join(" ");
    var name = (title(part) + " " + about).normalize("NFKD").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 80);
    return (name || "exhibit") + "." + ending;
  }
  function keep(part, way) {
    var tables = part.matches("figure") ? Array.from(part.querySelectorAll("table")) : [part.querySelector("table")];
    if (way === "csv") { save(file(part, way), [csv(tables)], "text/csv;charset=utf-8"); return; }
    var drawn = picture(part);
    if (way === "svg") { save(file(part, way), [drawn.text], "image/svg+xml;charset=utf-8"); } else { png(drawn, file(part, way)); }
  }
  function offer(part) {
    var menu = document.createElement("details"), summary = document.createElement("summary"), about = document.createElement("span");
    var said = document.documentElement.dataset;
    menu.className = "pmo-keep";
    about.className = "pmo-unseen"; about.textContent = ": " + title(part);
    summary.append(said.pmoKeep || "Keep", about);
    menu.appendChild(summary);
    [["png", "PNG"], ["svg", "SVG"], ["csv", said.pmoFigures || "Data (CSV)"]].forEach(function (way) {
      if (way[0] === "csv" && !part.querySelector("table")) { return; }
      var button = document.createElement("button");
      button.type = "button"; button.textContent = way[1]; button.className = "pmo-keep-way"; button.dataset.way = way[0];
      button.addEventListener("click", function () { keep(part, way[0]); });
      menu.appendChild(button);
    });
    menu.addEventListener("keydown", function (event) { if (event.key === "Escape" && menu.open) { menu.open = false; summary.focus(); } });
    return menu;
  }
  function offerAll() {
    document.querySelectorAll("main figure.pmo-chart").forEach(function (part) {
      if (!part.querySelector(".pmo-keep")) { part.querySelector(".pmo-scroll").after(offer(part)); }
    });
    document.querySelectorAll("main .pmo-scroll > table").forEach(function (table) {
      var box = table.parentElement;
      if (!table.closest("figure.pmo-chart") && !(box.nextElementSibling && box.nextElementSibling.matches(".pmo-keep"))) { box.after(offer(box)); }
    });
  }
  document.addEventListener("DOMContentLoaded", offerAll);
  return {offerAll: offerAll, csv: csv, plain: plain, picture: picture};
}());
