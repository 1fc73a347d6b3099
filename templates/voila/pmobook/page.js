/* Filters: what is chosen stands in the address; what is not chosen does not. */
document.addEventListener("submit", function (event) {
  if (!event.target.matches(".pmo-filters")) { return; }
  Array.from(event.target.elements).forEach(function (field) { if (field.name && !field.value) { field.disabled = true; } });
});
document.addEventListener("change", function (event) {
  if (event.target.matches(".pmo-filters select")) { event.target.form.requestSubmit(); }
});
window.addEventListener("pageshow", function (event) {
  if (!event.persisted) { return; }
  document.querySelectorAll("form.pmo-filters").forEach(function (form) {
    Array.from(form.elements).forEach(function (field) { field.disabled = false; });
    form.reset();
  });
});
[[10, "pmoSlow"], [45, "pmoSlower"]].forEach(function (step) {
  setTimeout(function () {
    var hint = document.getElementById("pmo-hint");
    if (hint && document.readyState === "loading") { hint.textContent = document.documentElement.dataset[step[1]]; }
  }, step[0] * 1000);
});
