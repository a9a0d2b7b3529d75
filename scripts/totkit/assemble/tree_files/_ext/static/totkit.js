/* What the pages cannot do without a script: open the contents on a phone, dark colours, copying code,
   keyboard access to what scrolls sideways. Everything else works without it. */
(function () {
  "use strict";
  var root = document.documentElement;
  var all = function (selector) { return Array.prototype.slice.call(document.querySelectorAll(selector)); };

  function setUpMenu() {
    var button = document.querySelector(".tk-menu");
    var side = document.getElementById("tk-nav");
    if (!button || !side) return;
    function show(open) {
      root.classList.toggle("tk-open", open);
      button.setAttribute("aria-expanded", String(open));
    }
    button.addEventListener("click", function () {
      var open = button.getAttribute("aria-expanded") !== "true";
      show(open);
      if (open) { var first = side.querySelector("a.current, a"); if (first) first.focus(); }
    });
    document.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && root.classList.contains("tk-open")) { show(false); button.focus(); }
    });
    side.addEventListener("click", function (event) { if (event.target.closest("a")) show(false); });
    var here = side.querySelector("a.current");
    if (here && side.scrollHeight > side.clientHeight) {
      side.scrollTop = Math.max(0, here.offsetTop - side.clientHeight / 2);
    }
  }

  function setUpTheme() {
    var button = document.querySelector(".tk-theme");
    if (!button) return;
    function show() { button.setAttribute("aria-pressed", String(root.dataset.theme === "dark")); }
    button.addEventListener("click", function () {
      root.dataset.theme = root.dataset.theme === "dark" ? "light" : "dark";
      try { localStorage.setItem("tk-theme", root.dataset.theme); } catch (error) { /* opened from a disk */ }
      show();
    });
    show();
  }

  function copy(text) {
    if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
    var area = document.createElement("textarea");
    area.value = text;
    document.body.appendChild(area);
    area.select();
    document.execCommand("copy");
    area.remove();
    return Promise.resolve();
  }

  function setUpCopying() {
    var words = document.body.dataset;
    all(".cell_input .highlight, div.highlight-python, div.highlight-ipython3, div.highlight-bash, div.highlight-text")
      .forEach(function (block) {
        var code = block.querySelector("pre");
        if (!code || block.querySelector(".tk-copy")) return;
        var button = document.createElement("button");
        button.type = "button";
        button.className = "tk-copy";
        button.textContent = words.tkCopy;
        button.addEventListener("click", function () {
          copy(code.innerText).then(function () {
            button.textContent = words.tkCopied;
            setTimeout(function () { button.textContent = words.tkCopy; }, 2000);
          });
        });
        block.appendChild(button);
      });
  }

  function setUpScrolling() {
    all(".pst-scrollable-table-container, .tk-question-table, .cell_output .output, .highlight pre, div.math").forEach(function (box) {
      if (box.scrollWidth > box.clientWidth + 1) {
        box.tabIndex = 0;
        box.setAttribute("role", "group");
        box.setAttribute("aria-label", document.body.dataset.tkScroll);
      }
    });
  }

  function openHidden() {
    var target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (var box = target; box; box = box.parentElement) if (box.tagName === "DETAILS") box.open = true;
  }

  setUpMenu();
  setUpTheme();
  setUpCopying();
  setUpScrolling();
  openHidden();
  window.addEventListener("hashchange", openHidden);
  // A sheet of paper shows what is folded, but for answers: somebody may still want to try.
  var theme, opened;
  window.addEventListener("beforeprint", function () {
    opened = all("article details:not([open], .tk-question-answer)");
    opened.forEach(function (box) { box.open = true; });
    theme = root.dataset.theme;
    root.dataset.theme = "light";
  });
  window.addEventListener("afterprint", function () {
    opened.forEach(function (box) { box.open = false; });
    root.dataset.theme = theme;
  });
})();
