/* Folds: a section that the address names is opened, an opened one is named by the address, and paper shows them all. */
function openNamed() {
  var section = document.getElementById(window.location.hash.slice(1));
  var fold = section && (section.querySelector(":scope > .pmo-fold") || section.closest(".pmo-fold"));
  if (fold) { fold.open = true; section.scrollIntoView(); }
}
document.addEventListener("DOMContentLoaded", openNamed);
window.addEventListener("hashchange", openNamed);
document.addEventListener("toggle", function (event) {
  var fold = event.target;
  if (fold.open && fold.matches(".pmo-topic > .pmo-fold") && !fold.matches("[data-printed], [data-quiet]")) {
    history.replaceState(null, "", "#" + fold.parentNode.id);
  }
}, true);
window.addEventListener("beforeprint", function () {
  document.querySelectorAll(".pmo-topic > .pmo-fold:not([open])").forEach(function (fold) {
    fold.setAttribute("data-printed", ""); fold.open = true;
  });
});
window.addEventListener("afterprint", function () {
  document.querySelectorAll("details[data-printed]").forEach(function (fold) { fold.open = false; fold.removeAttribute("data-printed"); });
});

/* One business unit is followed over all tables and lists: pointing at it, or reaching it by keyboard, marks it everywhere. */
function lineOf(link) { return link.closest("tr, li"); }
function follow(event) {
  var line = event.target.closest && event.target.closest("tr, li");
  var link = line && (line.dataset.unit ? line : line.querySelector("a[data-unit]"));
  var unit = link && link.dataset.unit;
  document.querySelectorAll("[data-unit]").forEach(function (one) {
    var its = lineOf(one);
    if (its) { its.classList.toggle("pmo-followed", one.dataset.unit === unit); }
  });
}
document.addEventListener("pointerover", follow);
document.addEventListener("focusin", follow);

/* Drawings say their figures to those who point at them, or reach them by keyboard: arrow keys go from mark to mark. */
var SMALL = "svg.pmo-track[aria-label], svg.pmo-spark[aria-label], svg.pmo-frontier[aria-label]";
function addTips() {
  var tip = document.createElement("div");
  tip.className = "pmo-tip"; tip.hidden = true; tip.setAttribute("aria-hidden", "true");
  document.body.appendChild(tip);
  function say(drawing) {
    document.querySelectorAll(".pmo-pointed").forEach(function (one) { one.classList.remove("pmo-pointed"); });
    tip.hidden = !drawing;
    if (!drawing) { return; }
    if (drawing.hasAttribute("data-tip")) { drawing.classList.add("pmo-pointed"); }
    tip.textContent = drawing.getAttribute("data-tip") || drawing.getAttribute("aria-label");
    var box = drawing.getBoundingClientRect();
    tip.style.left = Math.max(4, Math.min(box.left, document.documentElement.clientWidth - tip.offsetWidth - 4)) + window.scrollX + "px";
    tip.style.top = box.bottom + 4 + window.scrollY + "px";
  }
  function show(event) { say(event.target.closest && event.target.closest(SMALL + ", .pmo-chart [data-tip]")); }
  document.querySelectorAll(SMALL).forEach(function (one) { one.setAttribute("tabindex", "0"); });
  document.querySelectorAll(".pmo-chart svg").forEach(function (svg) {
    var marks = Array.from(svg.querySelectorAll("[data-tip]")), place = -1;
    if (!marks.length) { return; }
    svg.setAttribute("tabindex", "0");
    svg.addEventListener("keydown", function (event) {
      var step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (!step) { return; }
      event.preventDefault();
      place = Math.max(0, Math.min(marks.length - 1, place + step));
      say(marks[place]);
    });
  });
  document.addEventListener("pointerover", show);
  document.addEventListener("focusin", show);
  document.addEventListener("focusout", function () { say(null); });
  document.addEventListener("keydown", function (event) { if (event.key === "Escape") { say(null); } });
}
document.addEventListener("DOMContentLoaded", addTips);
