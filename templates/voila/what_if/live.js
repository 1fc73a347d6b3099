/* Controls that are live without a kernel: what somebody sets goes to the server, and what changes there comes back. */
(function () {
  document.addEventListener("DOMContentLoaded", function () {
    var root = document.getElementById("pmo-live"), said = document.getElementById("pmo-live-said");
    if (!root) { return; }
    var page = "", version = 0, events = [], busy = false, ended = false, trouble = false;
    function ask(what, body) {
      return fetch(what, {method: "POST", cache: "no-store", headers: {"Content-Type": "application/json"}, body: JSON.stringify(body)});
    }
    /* What failed is said until somebody sets the next control. */
    function tell(sentence) { trouble = true; said.textContent = sentence; said.hidden = false; }
    function stop(sentence) { ended = true; root.disabled = true; said.textContent = sentence; said.hidden = false; }
    function refused(answer) {
      if (answer.status === 401 || answer.status === 403) { stop(root.dataset.shut); return true; }
      if (answer.status === 404) { stop(root.dataset.ended); return true; }
      return false;
    }
    function put(element, markup) {
      var open = Array.from(element.querySelectorAll("details")).map(function (one) { return one.open; });
      element.innerHTML = markup;
      Array.from(element.querySelectorAll("details")).forEach(function (one, place) { if (open[place]) { one.open = true; } });
    }
    function dress() {
      root.querySelectorAll(".pmo-what-if-row").forEach(function (row) {
        var slider = row.querySelector("input[type=range]"), share = row.querySelector(".pmo-what-if-share");
        if (slider && share) { slider.setAttribute("aria-valuetext", share.textContent); }
      });
    }
    function apply(name, change) {
      var element = root.querySelector("[data-widget=\"" + name + "\"]"), input;
      if (!element) { return; }
      if ("html" in change) { put(element, change.html); }
      if ("hidden" in change) { element.hidden = change.hidden; }
      if ("disabled" in change) { element.disabled = change.disabled; element.textContent = change.text; }
      if ("value" in change && (input = element.querySelector("input, select"))) {
        if (input.type === "checkbox") { input.checked = change.value; } else { input.value = change.value; }
      }
    }
    function follow() {
      if (ended) { return; }
      ask("changes", {page: page, version: version}).then(function (answer) {
        if (refused(answer)) { return; }
        if (!answer.ok) { throw new Error(answer.status); }
        return answer.json().then(function (news) {
          if (news.said) { tell(news.said); } else if (!trouble) { said.hidden = true; }
          version = news.version;
          Object.keys(news.changes).forEach(function (name) { apply(name, news.changes[name]); });
          dress();
          follow();
        });
      }).catch(function () {
        said.textContent = root.dataset.lost;
        said.hidden = false;
        setTimeout(follow, 1500);
      });
    }
    function send() {
      if (busy || !events.length || ended || !page) { return; }
      var going = events;
      busy = true;
      events = [];
      ask("tell", {page: page, events: going}).then(function (answer) {
        if (!answer.ok && !refused(answer)) { tell(root.dataset.failed); }
      }).catch(function () { events = going.concat(events); }).then(function () {
        busy = false;
        if (events.length) { setTimeout(send, 50); }
      });
    }
    function note(input, value) {
      var name = input.closest("[data-widget]").dataset.widget, last = events[events.length - 1];
      if (last && last[0] === name && last[1] !== null && value !== null) { last[1] = value; } else { events.push([name, value]); }
      if (trouble) { trouble = false; said.hidden = true; }
      send();
    }
    root.addEventListener("input", function (event) {
      var input = event.target;
      if (!input.closest("[data-widget]")) { return; }
      note(input, input.type === "checkbox" ? input.checked : input.type === "range" ? Number(input.value) : input.value);
    });
    root.addEventListener("click", function (event) {
      var button = event.target.closest("button[data-widget]");
      if (button) { note(button, null); }
    });
    window.addEventListener("pagehide", function () {
      ended = true;
      if (page) { navigator.sendBeacon("close", JSON.stringify({page: page})); }
    });
    window.addEventListener("pageshow", function (event) { if (event.persisted) { location.reload(); } });
    dress();
    ask("open", {}).then(function (answer) {
      return answer.ok ? answer.json() : answer.text().then(stop);
    }).then(function (live) {
      if (!live) { return; }
      page = live.page;
      version = live.version;
      put(root, live.html);
      dress();
      root.disabled = false;
      said.hidden = true;
      follow();
    }).catch(function () { stop(root.dataset.lost); });
  });
}());
