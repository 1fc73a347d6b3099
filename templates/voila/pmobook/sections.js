/* Folds: a section that the address names is opened, an opened one is named by the address, and paper shows them all. */
function openNamed() {
  var named = document.querySelector(":target");
  var section = named && named.closest(".pmo-topic");
  if (!section) { return; }
  var fold = section.querySelector(":scope > details");
  if (fold) { fold.open = true; }
  named.scrollIntoView();
}
document.addEventListener("DOMContentLoaded", openNamed);
window.addEventListener("hashchange", openNamed);
document.addEventListener("toggle", function (event) {
  var fold = event.target;
  if (fold.open && fold.matches(".pmo-topic > details") && !fold.hasAttribute("data-printed")) {
    history.replaceState(null, "", "#" + fold.parentNode.id);
  }
}, true);
window.addEventListener("beforeprint", function () {
  document.querySelectorAll(".pmo-topic > details:not([open])").forEach(function (fold) {
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
  var link = line && line.querySelector("a[data-unit]");
  var unit = link && link.getAttribute("data-unit");
  document.querySelectorAll("a[data-unit]").forEach(function (one) {
    var its = lineOf(one);
    if (its) { its.classList.toggle("pmo-followed", one.getAttribute("data-unit") === unit); }
  });
}
document.addEventListener("pointerover", follow);
document.addEventListener("focusin", follow);

/* Drawings say their figures to those who point at them or reach them by keyboard. */
var SAYING = "svg.pmo-track[aria-label], svg.pmo-spark[aria-label], svg.pmo-frontier[aria-label], .pmo-chart [data-tip]";
function addTips() {
  var tip = document.createElement("div");
  tip.className = "pmo-tip"; tip.hidden = true; tip.setAttribute("aria-hidden", "true");
  document.body.appendChild(tip);
  function show(event) {
    var drawing = event.target.closest && event.target.closest(SAYING);
    tip.hidden = !drawing;
    if (!drawing) { return; }
    tip.textContent = drawing.getAttribute("data-tip") || drawing.getAttribute("aria-label");
    var box = drawing.getBoundingClientRect();
    tip.style.left = Math.max(4, Math.min(box.left, document.documentElement.clientWidth - tip.offsetWidth - 4)) + window.scrollX + "px";
    tip.style.top = box.bottom + 4 + window.scrollY + "px";
  }
  document.querySelectorAll(SAYING).forEach(function (one) { one.setAttribute("tabindex", "0"); });
  document.addEventListener("pointerover", show);
  document.addEventListener("focusin", show);
  document.addEventListener("focusout", function () { tip.hidden = true; });
  document.addEventListener("keydown", function (event) { if (event.key === "Escape") { tip.hidden = true; } });
}
document.addEventListener("DOMContentLoaded", addTips);
