// A table that sorts by its headings and searches its texts as one types, without accents or case.
// Cells come formatted from Python: a text, or [text, sort key]; missing keys sort last. Where rows may
// be picked, each has a box; what is exported is what is shown, in its order. A click on a number says
// what it means; where numbers open, they are buttons, and Python is told which one was asked.

const collator = new Intl.Collator("fr", { numeric: true, sensitivity: "base" });
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const text = (cell) => (Array.isArray(cell) ? cell[0] : cell);
const key = (cell) => (Array.isArray(cell) ? cell[1] : cell);

function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

function compare(a, b, down) {
  if (a === null || b === null) return (a === null) - (b === null);
  const order = typeof a === "number" ? a - b : collator.compare(a, b);
  return down ? -order : order;
}

// A column of names keeps room for them; the others take what their texts need.
const LONG = 24;
const SENTENCE = 100;
// A few rows are seen at a glance: nothing to search.
const FEW = 8;
function room(rows, i) {
  const longest = Math.max(0, ...rows.map((row) => text(row[i]).length));
  return longest > SENTENCE ? " long phrase" : longest > LONG ? " long" : "";
}

function cell(value, column, position, opens) {
  const node = make(position === 0 ? "th" : "td", { class: column.kind });
  node.dataset.column = position;
  if (position === 0) node.scope = "row";
  if (column.kind === "percent" && key(value) !== null) {
    const share = Math.max(0, Math.min(1, key(value)));
    node.append(make("span", { class: "jauge", "aria-hidden": "true", style: `--part:${share}` }));
  }
  const shown = column.kind === "percent" ? make("span", { class: "part" }, text(value)) : text(value);
  node.append(opens && key(value) !== null ? make("button", { type: "button", class: "ouvre" }, shown) : shown);
  return node;
}

function render({ model, el }) {
  const words = model.get("words");
  const id = `recherche-${model.model_id ?? Math.random().toString(36).slice(2)}`;
  const label = make("label", { for: id }, words.search);
  const search = make("input", { type: "search", id, autocomplete: "off" });
  const all = make("input", { type: "checkbox", "aria-label": words.all });
  const count = make("p", { class: "tableau-nombre", role: "status" });
  const caption = make("caption", { class: "hors-ecran" });
  const head = make("thead");
  const body = make("tbody");
  const region = make(
    "div",
    { class: "tableau-cadre", tabindex: "0", role: "region" },
    make("table", {}, caption, head, body),
  );
  const meaning = make("p", { class: "tableau-sens", role: "status", hidden: "" });
  const state = { column: null, down: false };

  function define(position) {
    const column = model.get("columns")[position];
    const said = column && model.get("meanings")[column.key];
    meaning.hidden = !said;
    meaning.textContent = said ? `${column.label} : ${said}` : "";
  }

  function ask(event) {
    const at = event.target.closest("[data-column]");
    if (!at) return;
    define(Number(at.dataset.column));
    if (!event.target.closest(".ouvre")) return;
    const column = model.get("columns")[at.dataset.column].key;
    model.send({ kind: "open", row: Number(at.closest("tr").dataset.row), column });
  }

  // The positions, among all rows, of those that the search leaves, as they are sorted.
  function shown() {
    const wanted = fold(search.value).split(/\s+/).filter(Boolean);
    const names = model.get("columns").map((column) => column.kind === "text");
    const rows = model.get("rows");
    const kept = [...rows.keys()].filter((at) => {
      const whole = fold(rows[at].filter((_, i) => names[i]).join(" "));
      return wanted.every((word) => whole.includes(word));
    });
    if (state.column === null) return kept;
    const { column, down } = state;
    return kept.sort((a, b) => compare(key(rows[a][column]), key(rows[b][column]), down));
  }

  function drawBody() {
    const columns = model.get("columns");
    const rows = model.get("rows");
    const kept = shown();
    const total = rows.length;
    const opens = columns.map((column) => model.get("opens").includes(column.key));
    body.replaceChildren(
      ...kept.map((at) => {
        const cells = rows[at].map((value, i) => cell(value, columns[i], i, opens[i]));
        return make("tr", { "data-row": at }, ...box(at), ...cells);
      }),
    );
    if (!kept.length) {
      const none = make("td", { colspan: columns.length + 1, class: "vide" }, total ? words.none : words.empty);
      body.append(make("tr", {}, none));
    }
    label.hidden = search.hidden = total <= FEW;
    foot.hidden = !model.get("exported") || !total;
    const noun = kept.length < 2 ? words.noun : words.nouns;
    const outOf = kept.length < total ? ` ${words.of} ${total.toLocaleString("fr")}` : "";
    count.textContent = `${kept.length.toLocaleString("fr")} ${noun}${outOf}`;
    drawPicked();
  }

  function box(at) {
    if (!model.get("pickable")) return [];
    if (!model.get("boxes").includes(at)) return [make("td", { class: "case" })];
    const name = text(model.get("rows")[at][model.get("columns").findIndex((column) => column.key === "name")] ?? "");
    const check = make("input", { type: "checkbox", "data-at": at, "aria-label": `${words.pick} ${name}`.trim() });
    check.addEventListener("change", () => pick([at], check.checked));
    return [make("td", { class: "case" }, check)];
  }

  function pick(positions, wanted) {
    const picked = new Set(model.get("picked"));
    const may = new Set(model.get("boxes"));
    for (const at of positions) if (may.has(at)) picked[wanted ? "add" : "delete"](at);
    model.set("picked", [...picked].sort((a, b) => a - b));
    model.save_changes();
  }

  function drawPicked() {
    const picked = new Set(model.get("picked"));
    const boxes = [...body.querySelectorAll("input[data-at]")];
    for (const check of boxes) check.checked = picked.has(Number(check.dataset.at));
    const checked = boxes.filter((check) => check.checked).length;
    all.checked = boxes.length > 0 && checked === boxes.length;
    all.indeterminate = checked > 0 && checked < boxes.length;
  }

  function drawHead() {
    const columns = model.get("columns");
    const rows = model.get("rows");
    const cells = columns.map((column, i) => {
      const active = state.column === i;
      const mark = active ? (state.down ? "▼" : "▲") : "↕";
      const button = make("button", { type: "button", title: words.sort }, column.label);
      button.append(make("span", { class: "fleche", "aria-hidden": "true" }, mark));
      button.addEventListener("click", () => sortBy(i));
      button.addEventListener("focus", () => define(i));
      const heading = make("th", { scope: "col", class: column.kind + room(rows, i) }, button);
      if (active) heading.setAttribute("aria-sort", state.down ? "descending" : "ascending");
      return heading;
    });
    const tick = model.get("pickable") ? [make("th", { scope: "col", class: "case", title: words.all }, all)] : [];
    head.replaceChildren(make("tr", {}, ...tick, ...cells));
  }

  // Figures are mostly read from the largest: their first click sorts downwards.
  function sortBy(i) {
    const numeric = model.get("columns")[i].kind !== "text";
    state.down = state.column === i ? !state.down : numeric;
    state.column = i;
    drawHead();
    drawBody();
    head.querySelectorAll("button")[i].focus();
  }

  function drawAll() {
    const [first, down] = model.get("sort");
    const found = model.get("columns").findIndex((column) => column.key === first);
    state.column = found < 0 ? null : found;
    state.down = down;
    caption.textContent = model.get("caption");
    region.setAttribute("aria-label", model.get("caption"));
    drawHead();
    drawBody();
  }

  function question() {
    const column = model.get("columns")[state.column];
    const sorted = column ? [column.label, state.down] : [];
    return { kind: "export", rows: shown(), search: search.value.trim(), sorted };
  }

  const asking = askingButton(model, "exporter", () => words.export, question);
  const foot = make("div", { class: "tableau-pied" }, asking.button, asking.status);
  all.addEventListener("change", () => pick(shown(), all.checked));
  search.addEventListener("input", drawBody);
  body.addEventListener("click", ask);
  model.on("change:rows change:boxes change:opens", drawBody);
  model.on("change:picked", drawPicked);
  model.on("change:columns", drawAll);
  model.on("change:caption", drawAll);
  el.classList.add("tableau");
  const whole = [make("div", { class: "tableau-outils" }, label, search, count), region, meaning, foot];
  const folded = model.get("folded");
  el.append(...(folded ? [make("details", {}, make("summary", {}, folded), ...whole)] : whole));
  drawAll();
  return asking.forget;
}

export default { render };
