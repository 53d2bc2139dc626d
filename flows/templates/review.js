"use strict";
(() => {
  const all = (what, from = document) => [...from.querySelectorAll(what)];
  const said = document.getElementById("said");
  const tell = (text) => { said.textContent = text; };

  // A line of text and its box on the scan have one name; lit together.
  const light = (name, on) => all(`[data-of="${CSS.escape(name)}"]`).forEach((one) => one.classList.toggle("lit", on));
  for (const [event, on] of [["mouseover", true], ["mouseout", false], ["focusin", true], ["focusout", false]]) {
    document.addEventListener(event, (happened) => {
      const at = happened.target.closest?.("[data-of]");
      if (at) light(at.dataset.of, on);
    });
  }

  const pages = all(".page");
  const here = () => {
    const shown = pages.findIndex((page) => page.getBoundingClientRect().bottom > 80);
    return shown < 0 ? pages.length - 1 : shown;
  };
  const turn = (step) => {
    const page = pages[Math.min(Math.max(here() + step, 0), pages.length - 1)];
    if (!page) return;
    page.scrollIntoView();
    page.querySelector("h2").focus({ preventScroll: true });
  };
  const places = {};
  const next = (what, none) => {
    const found = all(what);
    if (!found.length) return tell(none);
    places[what] = ((places[what] ?? -1) + 1) % found.length;
    const one = found[places[what]];
    one.scrollIntoView({ block: "center" });
    one.focus({ preventScroll: true });
    tell(`${places[what] + 1} of ${found.length}`);
  };
  let zoom = 1;
  const scale = (step) => {
    zoom = Math.min(Math.max(zoom + step, 1), 4);
    document.body.className = document.body.className.replace(/\bzoom\d\b/g, "").trim();
    if (zoom > 1) document.body.classList.add(`zoom${zoom}`);
    tell(`zoom ${zoom} of 4`);
  };
  const stripped = document.getElementById("stripped");
  const flip = () => {
    const hidden = document.body.classList.toggle("hide-stripped");
    stripped.setAttribute("aria-pressed", String(!hidden));
  };
  const help = document.getElementById("help");
  const does = {
    n: () => turn(1), p: () => turn(-1),
    d: () => next("mark", "no doubtful word"), r: () => next(".cut", "no redaction"),
    s: flip, "+": () => scale(1), "=": () => scale(1), "-": () => scale(-1),
    "?": () => (help.open ? help.close() : help.showModal()),
  };
  document.addEventListener("keydown", (pressed) => {
    if (pressed.ctrlKey || pressed.metaKey || pressed.altKey) return;
    const act = does[pressed.key];
    if (act) { pressed.preventDefault(); act(); }
  });
  all("button[data-key]").forEach((button) => button.addEventListener("click", () => does[button.dataset.key]()));
  window.addEventListener("beforeprint", () => all("img").forEach((img) => { img.loading = "eager"; }));
})();
