/* Light or dark: what the reader chose here before, else what the system says. */
(function () {
  var root = document.documentElement, kept = "pmo-theme";
  root.classList.add("pmo-themed", "pmo-script");
  function stored() { try { return localStorage.getItem(kept); } catch (refused) { return null; } }
  function store(theme) { try { if (theme) { localStorage.setItem(kept, theme); } else { localStorage.removeItem(kept); } } catch (refused) { /* it then holds for this page only */ } }
  var system = window.matchMedia("(prefers-color-scheme: dark)");
  function isDark() { return root.dataset.pmoTheme ? root.dataset.pmoTheme === "dark" : system.matches; }
  function use(theme) { if (theme === "dark" || theme === "light") { root.dataset.pmoTheme = theme; } else { delete root.dataset.pmoTheme; } }
  use(stored());
  function label() {
    document.querySelectorAll(".pmo-theme").forEach(function (button) {
      button.hidden = false;
      button.setAttribute("aria-pressed", String(isDark()));
    });
  }
  document.addEventListener("DOMContentLoaded", label);
  system.addEventListener("change", label);
  window.addEventListener("storage", function (event) { if (event.key === kept) { use(event.newValue); label(); } });
  document.addEventListener("click", function (event) {
    if (!event.target.closest || !event.target.closest(".pmo-theme")) { return; }
    var wanted = isDark() ? "light" : "dark", own = system.matches ? "dark" : "light";
    use(wanted === own ? null : wanted);
    store(wanted === own ? null : wanted);
    label();
  });
}());
