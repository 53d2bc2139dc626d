"use strict";
(() => {
  const all = (what, from = document) => [...from.querySelectorAll(what)];
  const byId = (name) => document.getElementById(name);
  const said = byId("said");
  const tell = (text) => { said.textContent = text; };

  // A line of text and its box on the scan have one name; lit together.
  const light = (at, on) => all(`[data-of="${CSS.escape(at.dataset.of)}"]`, at.closest(".page")).forEach((one) => one.classList.toggle("lit", on));
  for (const [event, on] of [["mouseover", true], ["mouseout", false], ["focusin", true], ["focusout", false]]) {
    document.addEventListener(event, (happened) => {
      const at = happened.target.closest?.("[data-of]");
      if (at) light(at, on);
    });
  }
  // What a pointer shows by resting on a word, its readings, is said to those who have none.
  document.addEventListener("focusin", (happened) => {
    const told = happened.target.closest?.("mark, ins");
    if (told) tell(told.title);
  });

  const pages = all(".page");
  const here = () => pages.findLastIndex((page) => page.getBoundingClientRect().top < innerHeight / 3);
  // The page with what has the focus, while that is to be seen; else the one that is read.
  const current = () => {
    const page = document.activeElement.closest(".page");
    const { top, bottom } = page?.getBoundingClientRect() ?? { top: 0, bottom: 0 };
    return page && top < innerHeight && bottom > 0 ? page : pages[here()];
  };
  const turn = (step) => {
    const page = pages[Math.min(Math.max(pages.indexOf(current()) + step, 0), pages.length - 1)];
    if (!page) return;
    page.scrollIntoView();
    page.querySelector("h2").focus({ preventScroll: true });
  };
  const places = {};
  const listed = {}; // looked up once: they stay, and a long release has 50,000
  // On one page it goes on from the last; on another, from the top of that.
  const placeAfter = (found, last) => {
    const page = current();
    if (!page || found[last]?.closest(".page") === page) return (last ?? -1) + 1;
    let [low, high] = [0, found.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const follows = page.compareDocumentPosition(found[middle]) & Node.DOCUMENT_POSITION_FOLLOWING;
      if (follows) high = middle; else low = middle + 1;
    }
    return low;
  };
  const next = (what, none) => {
    const found = (listed[what] ??= all(what));
    if (!found.length) return tell(none);
    places[what] = placeAfter(found, places[what]) % found.length;
    const one = found[places[what]];
    one.scrollIntoView({ block: "center" });
    one.focus({ preventScroll: true });
    tell(`${places[what] + 1} of ${found.length}${one.title ? `: ${one.title}` : ""}`);
  };
  let zoom = 1;
  const scale = (step) => {
    zoom = Math.min(Math.max(zoom + step, 1), 4);
    for (const n of [2, 3, 4]) document.body.classList.toggle(`zoom${n}`, zoom === n);
    tell(`zoom ${zoom} of 4`);
  };
  const stripped = byId("stripped");
  const flip = () => {
    const hidden = document.body.classList.toggle("hide-stripped");
    stripped.setAttribute("aria-pressed", String(!hidden));
  };

  // Correcting. A release has a hundred thousand words: they become elements of their own
  // only in lines that are worked on.
  const release = byId("pages").dataset;
  const correcting = byId("correcting");
  const count = byId("count");
  const touched = new Map(); // a word: { from, to, at }
  const saved = new Map(); // a word: what was last saved of it
  const history = [];
  const LINES = ".text p[data-b]";
  let at = null;
  let box = null;

  const wordsOf = (line) => {
    if (!line.words) {
      const holder = line.querySelector(".said") ?? line;
      for (const part of [...holder.childNodes]) {
        if (part.nodeType !== Node.TEXT_NODE) continue;
        const pieces = document.createDocumentFragment();
        for (const text of part.data.split(/(\s+)/)) {
          if (!text.trim()) { pieces.append(text); continue; }
          const word = document.createElement("span");
          word.textContent = text;
          pieces.append(word);
        }
        part.replaceWith(pieces);
      }
      const found = [...holder.children];
      const boxes = line.dataset.b.split(" ");
      // A text with a space in it would shift its neighbours.
      line.words = found.length === boxes.length ? found : [];
      line.words.forEach((word, n) => {
        word.classList.add("word");
        word.tabIndex = word.tabIndex === 0 ? 0 : -1;
        word.place = { line, n, box: boxes[n].split(",").map(Number) };
      });
    }
    return line.words;
  };
  const goTo = (word) => {
    if (!word) return;
    at = word;
    word.focus({ preventScroll: true });
    word.scrollIntoView({ block: "nearest" });
    showOnScan(word);
  };
  const showOnScan = (word) => {
    all(".here").forEach((mark) => mark.remove());
    const page = word.closest(".page");
    const drawing = page.querySelector(".sheet svg");
    if (!drawing) return;
    const [left, top, right, bottom] = word.place.box;
    const mark = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    for (const [name, value] of Object.entries({ class: "here", x: left - 8, y: top - 8, width: right - left + 16, height: bottom - top + 16 })) mark.setAttribute(name, value);
    drawing.append(mark);
    const scan = page.querySelector(".scan");
    const seen = mark.getBoundingClientRect();
    const frame = scan.getBoundingClientRect();
    if (seen.top < frame.top || seen.bottom > frame.bottom) scan.scrollTop += seen.top - frame.top - frame.height / 2;
    if (seen.left < frame.left || seen.right > frame.right) scan.scrollLeft += seen.left - frame.left - frame.width / 3;
  };
  // The word on the scan, enlarged, below the line it is corrected in.
  const enlarge = (word) => {
    const scan = word.closest(".page").querySelector(".sheet img");
    if (!scan) return;
    const [left, top, right, bottom] = word.place.box;
    const high = (bottom - top) * 2;
    const wide = Math.max(right - left, high * 6) * 1.3;
    const drawn = (name, told) => {
      const made = document.createElementNS("http://www.w3.org/2000/svg", name);
      for (const [key, value] of Object.entries(told)) made.setAttribute(key, value);
      return made;
    };
    const glass = drawn("svg", { class: "glass", "aria-hidden": "true", viewBox: [(left + right - wide) / 2, (top + bottom - high) / 2, wide, high].join(" ") });
    glass.append(drawn("image", { href: scan.src, width: scan.getAttribute("width"), height: scan.getAttribute("height"), preserveAspectRatio: "none" }));
    word.place.line.after(glass);
  };
  const near = (step) => {
    let page = at.closest(".page");
    let lines = all(LINES, page);
    let n = lines.indexOf(at.place.line) + step;
    for (;;) {
      for (; lines[n]; n += step) {
        if (lines[n].offsetParent && wordsOf(lines[n]).length) return lines[n].words;
      }
      page = step > 0 ? page.nextElementSibling : page.previousElementSibling;
      if (!page) return null;
      lines = all(LINES, page);
      n = step > 0 ? 0 : lines.length - 1;
    }
  };
  const move = {
    ArrowRight: () => at.place.line.words[at.place.n + 1] ?? near(1)?.[0],
    ArrowLeft: () => at.place.line.words[at.place.n - 1] ?? near(-1)?.at(-1),
    ArrowDown: () => { const words = near(1); return words?.[Math.min(at.place.n, words.length - 1)]; },
    ArrowUp: () => { const words = near(-1); return words?.[Math.min(at.place.n, words.length - 1)]; },
  };
  const standing = (word) => touched.get(word)?.to ?? word.textContent;
  const unsaved = () => [...touched].filter(([word, told]) => told.to !== (saved.get(word) ?? told.from)).length;
  const counted = () => {
    const waiting = unsaved();
    const none = touched.size ? "all saved" : "no correction yet";
    count.textContent = !waiting ? none : `${waiting} ${waiting === 1 ? "correction" : "corrections"}, not saved`;
    count.classList.toggle("some", waiting > 0);
    byId("undo").disabled = !history.length;
    byId("save").disabled = !touched.size;
  };
  const put = (word, text) => {
    const from = touched.get(word)?.from ?? word.textContent;
    touched.set(word, { from, to: text, at: new Date().toISOString() });
    word.textContent = text || from;
    word.classList.toggle("mine", text !== from);
    word.classList.toggle("gone", !text);
    if (text === from && !saved.has(word)) touched.delete(word);
    counted();
  };
  const edit = (word) => {
    if (box) return;
    const before = standing(word);
    const shown = word.textContent;
    box = document.createElement("input");
    box.value = before;
    box.size = Math.max(before.length + 1, 4);
    box.maxLength = 200;
    box.spellcheck = false;
    box.autocomplete = "off";
    box.setAttribute("aria-label", `Correct ${shown}`);
    word.replaceChildren(box);
    box.select();
    enlarge(word);
    const others = JSON.parse(word.dataset.r ?? "[]");
    tell(`${others.length ? "Arrow down takes another reading. " : ""}${word.title ? `${word.title}. ` : ""}Enter keeps it, Escape leaves it as it was, empty takes the word out`);
    const end = (keep) => {
      if (!box) return;
      const text = box.value.trim().replace(/\s+/g, " ");
      box = null;
      all(".glass").forEach((glass) => glass.remove());
      word.textContent = shown;
      if (keep && text !== before) { history.push([word, before]); put(word, text); }
    };
    box.addEventListener("keydown", (pressed) => {
      pressed.stopPropagation();
      if (pressed.key === "ArrowDown" && others.length) {
        pressed.preventDefault();
        box.value = others[0];
        others.push(others.shift());
      }
      if (pressed.key === "Enter") { pressed.preventDefault(); end(true); goTo(move.ArrowRight() ?? word); }
      if (pressed.key === "Escape") { pressed.preventDefault(); end(false); goTo(word); }
    });
    box.addEventListener("blur", () => end(true));
  };
  const editing = () => document.body.classList.contains("editing");
  const startEditing = () => {
    const on = document.body.classList.toggle("editing");
    correcting.setAttribute("aria-pressed", String(on));
    all(".when-editing").forEach((one) => { one.hidden = !on; });
    all(".here").forEach((mark) => mark.remove());
    if (!on) return;
    counted();
    const line = document.activeElement.closest?.(LINES) ?? all(LINES, pages[Math.max(here(), 0)])[0];
    const word = line && (document.activeElement.closest("mark, ins") ?? wordsOf(line)[0]);
    if (line) wordsOf(line);
    goTo(word);
    tell("Arrows go from word to word, Enter corrects one");
  };
  const undo = () => {
    const last = history.pop();
    if (!last) return tell("nothing to undo");
    put(...last);
    goTo(last[0]);
    tell(`${standing(last[0])} stands again`);
  };
  const corrections = (by) => [...touched].filter(([word, told]) => told.to !== told.from || saved.has(word)).map(([word, told]) => ({
    page: Number(word.closest(".page").dataset.number), dpi: Number(word.closest(".page").dataset.dpi),
    line: word.place.line.dataset.of, word: word.place.n, box: word.place.box,
    from: told.from, to: told.to, by, at: told.at,
  }));
  const save = byId("who");
  const askWho = () => { if (touched.size) save.showModal(); else tell("nothing to save"); };
  save.addEventListener("close", () => {
    if (save.returnValue !== "save") return;
    const made = {
      schema: "readingroom/corrections/1",
      release: { name: release.name, sha256: release.sha256 },
      corrections: corrections(byId("by").value.trim()),
    };
    const file = document.createElement("a");
    file.href = URL.createObjectURL(new Blob([JSON.stringify(made, null, 1)], { type: "application/json" }));
    file.download = "corrections.json";
    file.click();
    for (const [word, told] of touched) saved.set(word, told.to);
    counted();
    tell(`${made.corrections.length} saved as corrections.json`);
  });
  document.addEventListener("focusin", (happened) => {
    if (!editing()) return;
    const line = happened.target.closest?.(LINES);
    if (line && happened.target.matches("mark, ins, .word")) {
      wordsOf(line);
      at = happened.target;
      if (at.place) showOnScan(at);
    }
  });
  document.addEventListener("click", (happened) => {
    const line = editing() && happened.target.closest(LINES);
    if (!line || happened.target === box) return;
    wordsOf(line);
    const word = document.elementFromPoint(happened.clientX, happened.clientY)?.closest(".word");
    if (word?.place) { goTo(word); edit(word); }
  });
  window.addEventListener("beforeunload", (leaving) => { if (unsaved()) leaving.preventDefault(); });

  const help = byId("help");
  const does = {
    n: () => turn(1), p: () => turn(-1),
    d: () => next("p:not(.stripped) mark", "no doubtful word in the text"), r: () => next(".cut", "no redaction"),
    s: flip, "+": () => scale(1), "=": () => scale(1), "-": () => scale(-1),
    e: startEditing, u: undo, w: askWho,
    "?": () => (help.open ? help.close() : help.showModal()),
  };
  document.addEventListener("keydown", (pressed) => {
    if (pressed.ctrlKey || pressed.metaKey || pressed.altKey) {
      if (pressed.key === "z" && editing() && !pressed.altKey) { pressed.preventDefault(); undo(); }
      return;
    }
    if (pressed.target.closest("dialog") && pressed.key !== "?") return;
    if (pressed.target.matches("input")) return;
    if (editing() && at && document.activeElement === at) {
      if (move[pressed.key]) { pressed.preventDefault(); return goTo(move[pressed.key]()); }
      if (pressed.key === "Enter" && at.place) { pressed.preventDefault(); return edit(at); }
    }
    const act = does[pressed.key];
    if (act) { pressed.preventDefault(); act(); }
  });
  all("button[data-key]").forEach((button) => button.addEventListener("click", () => does[button.dataset.key]()));
  window.addEventListener("beforeprint", () => all("img").forEach((img) => { img.loading = "eager"; img.decoding = "sync"; }));
})();
