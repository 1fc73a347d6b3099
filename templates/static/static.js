/* Filters: a value is the file to open. */
document.addEventListener("change", function (event) {
  if (event.target.matches(".pmo-filters select")) { window.location.assign(event.target.value + window.location.search); }
});
window.addEventListener("pageshow", function () {
  document.querySelectorAll(".pmo-filters option").forEach(function (option) { option.selected = option.defaultSelected; });
  tickChosen();
});

/* Business units that are ticked stand in the address; lines of the others are left out. */
function boxes() { return Array.from(document.querySelectorAll(".pmo-boxes input")); }
function chosenUnits() {
  var known = boxes().map(function (box) { return box.value; });
  var asked = new URLSearchParams(window.location.search).getAll("only").filter(function (unit) { return known.indexOf(unit) >= 0; });
  return new Set(asked).size < known.length ? asked : [];
}
function tickChosen() {
  var chosen = chosenUnits();
  boxes().forEach(function (box) { box.checked = chosen.indexOf(box.value) >= 0; });
}
document.addEventListener("click", function (event) {
  if (!event.target.matches(".pmo-apply")) { return; }
  var search = new URLSearchParams();
  boxes().forEach(function (box) { if (box.checked) { search.append("only", box.value); } });
  window.location.assign(window.location.pathname + (search.toString() ? "?" + search : ""));
});
function unitsOf(line) {
  if (line.dataset.unit) { return [line.dataset.unit]; }
  return Array.from(line.querySelectorAll("a[data-unit]")).filter(function (link) { return lineOf(link) === line; }).map(function (link) {
    return link.dataset.unit;
  });
}
function narrow() {
  var chosen = chosenUnits();
  if (!chosen.length) { return; }
  var lines = Array.from(document.querySelectorAll("main tr, main li"));
  lines.forEach(function (line) {
    var units = unitsOf(line);
    line.hidden = units.length > 0 && !units.some(function (unit) { return chosen.indexOf(unit) >= 0; });
  });
  lines.forEach(function (line) {
    var beneath = Array.from(line.querySelectorAll("li[data-unit]"));
    if (beneath.length && beneath.every(function (one) { return one.hidden; })) { line.hidden = true; }
  });
  document.querySelectorAll(".pmo-narrowed").forEach(function (note) { note.hidden = false; });
  var names = boxes().filter(function (box) { return box.checked; }).map(function (box) { return box.parentNode.textContent.trim(); });
  var summary = document.querySelector(".pmo-boxes summary");
  summary.lastChild.textContent = " " + (names.length > 2 ? summary.dataset.pmoMany.replace("{names}", names.length)
    : names.length === 2 ? summary.dataset.pmoTwo.split(/(\{one\}|\{other\})/).map(function (part) {
      return part === "{one}" ? names[0] : part === "{other}" ? names[1] : part;
    }).join("") : names.join(""));
  var own = document.querySelector("#maturity > .pmo-fold");
  if (own) { own.setAttribute("data-quiet", ""); own.open = true; }
}

/* Tables are sorted only by columns whose values can be compared safely: figures alike but for the number, dates, words. */
var MONTHS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11].map(function (month) {
  return new Date(2000, month, 15).toLocaleDateString(document.documentElement.lang, { day: "numeric", month: "long" }).toLowerCase();
});
var FIGURE = new RegExp("^([+\\u2212-]?)([^\\d+\\u2212-]*)(\\d+(?:" + pmoMarks.group + "\\d{3})*)(?:" + pmoMarks.decimal + "(\\d+))?([^\\d]*?)(?: ?\\u00b1 ?[\\d.,]+)?$");
function words(cell) { return cell.textContent.replace(/\s+/g, " ").trim(); }
function isUnassessed(text) { return /^[–—-]?$/.test(text) || [document.documentElement.dataset.pmoUnassessed, "not assessed"].indexOf(text) >= 0; }
function dateKey(text) {
  var found = /^(\d{1,2})\.? (\p{L}{3,})\.? (\d{4})$/u.exec(text);
  var months = found ? MONTHS.filter(function (name) { return name.split(" ").some(function (part) { return part.indexOf(found[2].toLowerCase()) === 0; }); }) : [];
  return months.length === 1 ? found[3] * 10000 + MONTHS.indexOf(months[0]) * 100 + +found[1] : null;
}
function figure(text) {
  var found = FIGURE.exec(text);
  return found && { key: +(found[3].replace(/\D/g, "") + "." + (found[4] || "0")) * (/[\u2212-]/.test(found[1]) ? -1 : 1), around: found[2] + "#" + found[5] };
}
function keysOf(texts, isNumber) {
  var said = texts.filter(function (text) { return !isUnassessed(text); });
  if (!said.length) { return null; }
  function all(key) { return texts.map(function (text) { return isUnassessed(text) ? null : key(text); }); }
  if (said.every(function (text) { return dateKey(text) !== null; })) { return all(dateKey); }
  var figures = said.map(figure);
  if (figures.every(Boolean)) {
    return figures.every(function (one) { return one.around === figures[0].around; }) ? all(function (text) { return figure(text).key; }) : null;
  }
  return isNumber || said.some(function (text) { return /^[^a-z]*\d/i.test(text); }) ? null : all(function (text) { return text; });
}
function compare(one, other, sign) {
  if (one === null || other === null) { return (one === null) - (other === null); }
  return sign * (typeof one === "number" ? one - other : one.localeCompare(other, document.documentElement.lang));
}
function makeSortable(table) {
  var body = table.tBodies[0];
  if (!body || table.tBodies.length > 1 || table.tFoot || !table.tHead || table.tHead.rows.length !== 1 || table.matches(".pmo-contents")) { return; }
  var heads = Array.from(table.tHead.rows[0].cells);
  var rows = Array.from(body.rows);
  var even = rows.every(function (row) { return row.cells.length === heads.length; });
  if (rows.length < 3 || !even || table.querySelector("[colspan],[rowspan]")) { return; }
  heads.forEach(function (head, place) {
    if (rows.some(function (row) { return row.cells[place].querySelector("svg, .pmo-bar, [role=img], ul, ol, details, table"); })) { return; }
    var keys = keysOf(rows.map(function (row) { return words(row.cells[place]); }), head.matches(".pmo-number"));
    if (!keys || head.querySelector("a,button,abbr") || !words(head)) { return; }
    var button = document.createElement("button");
    button.type = "button"; button.className = "pmo-sort";
    while (head.firstChild) { button.appendChild(head.firstChild); }
    head.appendChild(button);
    button.addEventListener("click", function () {
      var next = { ascending: "descending", descending: "" }[head.getAttribute("aria-sort")];
      if (next === undefined) { next = "ascending"; }
      heads.forEach(function (one) { one.removeAttribute("aria-sort"); });
      if (next) { head.setAttribute("aria-sort", next); }
      var order = rows.map(function (row, at) { return at; });
      if (next) { order.sort(function (a, b) { return compare(keys[a], keys[b], next === "ascending" ? 1 : -1) || a - b; }); }
      order.forEach(function (at) { body.appendChild(rows[at]); });
    });
  });
}

/* Charts: a legend's series can be hidden and shown again. */
function colour(mark) {
  var fill = mark.getAttribute("fill"), stroke = mark.getAttribute("stroke");
  return [fill, stroke].find(function (one) { return one && one !== "none" && one !== "transparent"; });
}
function addSeries(figureBox) {
  var svg = figureBox.querySelector("svg");
  var legends = svg ? svg.querySelectorAll(".role-legend") : [];
  if (legends.length !== 1) { return; }
  var symbols = Array.from(legends[0].querySelectorAll(".role-legend-symbol > *"));
  var labels = Array.from(legends[0].querySelectorAll(".role-legend-label text"));
  var colours = symbols.map(colour);
  if (colours.length < 2 || labels.length !== colours.length || new Set(colours).size < colours.length || colours.some(function (one) { return !one; })) { return; }
  var marks = Array.from(svg.querySelectorAll(".role-mark path, .role-mark rect, .role-mark text, .role-mark line")).filter(function (mark) {
    return !mark.closest(".role-legend, .role-axis") && !mark.matches(".background, .foreground");
  });
  var box = document.createElement("div");
  box.className = "pmo-series"; box.setAttribute("role", "group"); box.setAttribute("aria-label", document.documentElement.dataset.pmoSeries || "");
  colours.forEach(function (own, place) {
    var its = marks.filter(function (mark) { return [mark.getAttribute("fill"), mark.getAttribute("stroke")].indexOf(own) >= 0; });
    if (!its.length) { return; }
    var button = document.createElement("button"), swatch = document.createElement("i"), mark = symbols[place];
    button.type = "button"; button.setAttribute("aria-pressed", "true");
    swatch.style.background = getComputedStyle(mark).getPropertyValue(mark.getAttribute("fill") === own ? "fill" : "stroke");
    button.append(swatch, labels[place].textContent);
    button.addEventListener("click", function () {
      var shown = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", String(shown));
      its.forEach(function (mark) { mark.classList.toggle("pmo-hidden", !shown); });
    });
    box.appendChild(button);
  });
  if (box.children.length > 1) { figureBox.querySelector(".pmo-scroll").after(box); }
}

document.addEventListener("DOMContentLoaded", function () {
  document.querySelectorAll("table.pmo-table").forEach(makeSortable);
  document.querySelectorAll("figure.pmo-chart").forEach(addSeries);
  tickChosen();
  narrow();
});
