"use strict";
(() => {
  const byId = (name) => document.getElementById(name);
  const lists = [...document.querySelectorAll(".list")];
  // Case and accents are no difference to someone who searches.
  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const rows = lists.flatMap((list) => [...list.tBodies[0].rows]);
  const texts = new Map();
  const textOf = (row) => {
    if (!texts.has(row)) texts.set(row, folded(row.textContent));
    return texts.get(row);
  };
  const query = byId("query");
  const lacking = byId("lacking");
  const withheld = byId("withheld");
  const find = () => {
    const words = folded(query.value).split(/\s+/).filter(Boolean);
    for (const row of rows) {
      row.hidden = !(words.every((word) => textOf(row).includes(word))
        && (!lacking.checked || row.dataset.lacking === "1")
        && (!withheld.checked || Number(row.dataset.share) > 0));
    }
    const told = lists.map((list) => {
      const found = [...list.tBodies[0].rows].filter((row) => !row.hidden).length;
      byId(`${list.id}-none`).hidden = found > 0;
      return `${found.toLocaleString("en")} ${found === 1 ? list.dataset.one : list.dataset.what}`;
    });
    byId("found").textContent = told.join(", ");
  };
  let waiting = 0;
  const soon = () => { clearTimeout(waiting); waiting = setTimeout(find, 60); };
  query.addEventListener("input", soon);
  lacking.addEventListener("change", find);
  withheld.addEventListener("change", find);
  byId("finding").addEventListener("submit", (happened) => { happened.preventDefault(); find(); });
  find();

  const valueOf = (row, n) => row.cells[n].dataset.v ?? row.cells[n].textContent.trim();
  const compare = new Intl.Collator("en", { numeric: true }).compare;
  for (const head of document.querySelectorAll(".list th button")) {
    head.addEventListener("click", () => {
      const cell = head.closest("th");
      const up = cell.getAttribute("aria-sort") !== "ascending";
      for (const other of cell.parentElement.cells) other.removeAttribute("aria-sort");
      cell.setAttribute("aria-sort", up ? "ascending" : "descending");
      const body = cell.closest("table").tBodies[0];
      const placed = [...body.rows].map((row) => [valueOf(row, cell.cellIndex), row]);
      placed.sort((a, b) => (up ? 1 : -1) * compare(a[0], b[0]));
      body.append(...placed.map(([, row]) => row));
    });
  }
  // Served, and so able to ask whether something has come. Whoever is looking for something is
  // told; for whoever is not, the page is renewed.
  const { stamp } = byId("lists").dataset;
  const AGAIN = 5000; // milliseconds
  const changed = () => {
    const looking = query.value || lacking.checked || withheld.checked;
    if (!looking) location.reload();
    byId("renew").hidden = false;
  };
  const ask = async () => {
    try {
      const told = await fetch("/stamp", { cache: "no-store" });
      if (told.ok && (await told.text()) !== stamp) changed();
    } catch { /* The server was ended: what is here stays. */ }
  };
  if (stamp) {
    setInterval(() => { if (!document.hidden) ask(); }, AGAIN);
    byId("renew").addEventListener("click", () => location.reload());
  }
  document.addEventListener("keydown", (pressed) => {
    if (pressed.key !== "/" || pressed.ctrlKey || pressed.metaKey || pressed.target.matches("input")) return;
    pressed.preventDefault();
    query.focus();
    query.select();
  });
})();
