document.addEventListener("change", function (event) {
  if (event.target.matches(".pmo-filters select")) { event.target.form.submit(); }
});
window.addEventListener("pageshow", function (event) {
  if (event.persisted) { document.querySelectorAll(".pmo-filters").forEach(function (form) { form.reset(); }); }
});
[[10, "This takes longer than usual."], [45, "Still working. If nothing comes, reload the page or ask the PMO team."]].forEach(function (step) {
  setTimeout(function () {
    var hint = document.getElementById("pmo-hint");
    if (hint && document.readyState === "loading") { hint.textContent = step[1]; }
  }, step[0] * 1000);
});
