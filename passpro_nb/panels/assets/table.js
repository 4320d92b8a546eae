// A table that sorts by its headings and searches its texts as one types, without accents or case;
// filters by column, in a line that opens under the headings. Cells come formatted from Python: a text,
// or [text, sort key], or [text, sort key, where it leads]; missing keys sort last. The first rows are
// shown, the others when asked, and on paper. Where rows may be picked, each has a box; what is exported is what the filters leave, in its
// order. A click on a number says what it means; where numbers open, they are buttons, and Python is
// told which one was asked, and which rows the filters of the columns leave. `foot` is the whole, and says so where rows are
// filtered out. What a click opened has a title, and is brought into view. Where columns are out
// of sight, the edge is shaded, and a button says how many they are and brings them.

let collator; // made when two texts are first compared: it costs as much as the rest of this file
const inOrder = (a, b) => (collator ??= new Intl.Collator("fr", { numeric: true, sensitivity: "base" })).compare(a, b);
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
  const order = typeof a === "number" ? a - b : inOrder(a, b);
  return down ? -order : order;
}

// A column of names keeps room for them; the others take what their texts need.
const LONG = 24;
const SENTENCE = 100;
// A few rows are seen at a glance: nothing to search. A few values are chosen from a list.
const FEW = 8;
const LISTED = 15;
const PAUSE = 250;
function room(rows, i) {
  const longest = rows.reduce((most, row) => Math.max(most, text(row[i]).length), 0);
  return longest > SENTENCE ? " long phrase" : longest > LONG ? " long" : "";
}

// « > 5 », « <= 12,5 », « 3 »: what a number is compared with; null where it is no comparison.
function comparison(said, kind) {
  const found = said.replace(/[\s%]/g, "").match(/^(<=|>=|<|>|=|≤|≥)?(-?\d+(?:[.,]\d+)?)$/);
  if (!found) return null;
  const wanted = Number(found[2].replace(",", "."));
  const near = (a) => Math.abs(a - wanted) < (kind === "percent" ? 0.05 : 1e-9);
  const tests = {
    "<": (a) => a < wanted && !near(a), ">": (a) => a > wanted && !near(a), "<=": (a) => a < wanted || near(a),
    ">=": (a) => a > wanted || near(a), "≤": (a) => a < wanted || near(a), "≥": (a) => a > wanted || near(a), "=": near,
  };
  const test = tests[found[1] ?? "="];
  return (value) => key(value) !== null && test(kind === "percent" ? key(value) * 100 : key(value));
}

// Whether a cell passes what is asked of its column: a value of the list, a comparison, words.
function passes(asked, kind) {
  if (asked.exact) return (value) => text(value) === asked.said;
  const numeric = kind === "number" || kind === "percent";
  const compared = numeric ? comparison(asked.said, kind) : null;
  const wanted = fold(asked.said).split(/\s+/).filter(Boolean);
  return compared ?? ((value) => wanted.every((word) => fold(text(value)).includes(word)));
}

function cell(value, column, position, opens) {
  const node = make(position === 0 ? "th" : "td", { class: column.kind + (position ? "" : " fige") });
  if (Array.isArray(value) ? value[1] === null : value === "") node.classList.add("absent");
  node.dataset.column = position;
  node.dataset.label = column.label; // beside it, where a row is a card
  if (position === 0) node.scope = "row";
  if (column.kind === "percent" && key(value) !== null) {
    const share = Math.max(0, Math.min(1, key(value)));
    const over = key(value) > 1 ? " depasse" : ""; // of what is beyond 100 %, as much as is beyond
    const style = `--part:${share};--cent:${1 / Math.max(1, key(value))}`;
    node.append(make("span", { class: `jauge${over}`, "aria-hidden": "true", style }));
  }
  const said = column.kind === "percent" ? make("span", { class: "part" }, text(value)) : text(value);
  const shown = Array.isArray(value) && value[2] ? make("a", { href: value[2] }, said) : said;
  if (text(value).length <= LONG) node.classList.add("court");
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
  const whole = make("tfoot");
  const region = make(
    "div",
    { class: "tableau-cadre", tabindex: "0", role: "region" },
    make("table", {}, caption, head, body, whole),
  );
  const edge = make("div", { class: "tableau-bord" }, region);
  const [leftwards, rightwards] = [0, 1].map(() => make("button", { type: "button", class: "lien tableau-suite", hidden: "" }));
  const meaning = make("p", { class: "tableau-sens", role: "status", hidden: "" });
  const every = make("button", { type: "button", class: "lien" });
  const byColumn = make("button", { type: "button", class: "lien", "aria-expanded": "false" }, words.filter);
  let telling;
  const rowName = () => model.get("columns")[0]?.label;
  const state = { column: null, down: false, all: false, filtering: false, paper: false, asked: new Map(), first: rowName() };

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
    meaning.hidden = false;
    meaning.append(` ${words.opened}`);
    const column = model.get("columns")[at.dataset.column].key;
    model.send({ kind: "open", row: Number(at.closest("tr").dataset.row), column });
  }

  // What is asked of the columns there are, by their positions.
  function asks() {
    const columns = model.get("columns");
    return [...columns.keys()].filter((i) => state.asked.has(columns[i].key)).map((i) => [i, state.asked.get(columns[i].key)]);
  }

  // The positions, among all rows, of those that the search leaves, as they are sorted.
  function shown() {
    const wanted = fold(search.value).split(/\s+/).filter(Boolean);
    const names = model.get("columns").map((column) => column.kind === "text");
    const rows = model.get("rows");
    const tests = asks().map(([i, asked]) => [i, passes(asked, model.get("columns")[i].kind)]);
    const kept = [...rows.keys()].filter((at) => {
      if (!tests.every(([i, test]) => test(rows[at][i]))) return false;
      if (!wanted.length) return true;
      const said = fold(rows[at].filter((_, i) => names[i]).join(" "));
      return wanted.every((word) => said.includes(word));
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
    const limit = model.get("limit");
    const few = limit && !state.all && kept.length > limit ? kept.slice(0, limit) : kept;
    body.replaceChildren(
      ...few.map((at) => {
        const cells = rows[at].map((value, i) => cell(value, columns[i], i, opens[i]));
        return make("tr", { "data-row": at }, ...box(at), ...cells);
      }),
    );
    if (!kept.length) {
      const none = make("td", { colspan: columns.length + 1, class: "vide" }, total ? words.none : words.empty);
      body.append(make("tr", {}, none));
    }
    label.hidden = search.hidden = byColumn.hidden = total <= FEW && !search.value;
    foot.hidden = !model.get("exported") || !total;
    drawCount(few.length, kept.length, total);
    every.hidden = !limit || kept.length <= limit;
    every.textContent = state.all ? words.less : words.more;
    drawWhole(columns, kept.length === total);
    drawPicked();
    tellKept(kept);
  }

  // What is drawn beside the table follows what is asked of its columns, once the typing stops.
  function tellKept(kept) {
    const left = asks().length ? kept : null;
    clearTimeout(telling);
    telling = setTimeout(() => {
      if (JSON.stringify(left) !== JSON.stringify(model.get("kept"))) tell("kept", left);
    }, PAUSE);
  }

  // Shade the edges behind which columns or rows are, and say how many are not wholly seen.
  function drawEdges() {
    const right = region.scrollWidth - region.clientWidth - region.scrollLeft;
    edge.classList.toggle("suite-droite", right > 1);
    edge.classList.toggle("suite-gauche", region.scrollLeft > 1);
    edge.classList.toggle("suite-haut", region.scrollTop > 1);
    edge.classList.toggle("suite-bas", region.scrollHeight - region.clientHeight - region.scrollTop > 1);
    edge.style.setProperty("--barre", `${region.offsetWidth - region.clientWidth}px`);
    const { left: start } = region.getBoundingClientRect();
    const frozen = head.querySelector("th.fige")?.getBoundingClientRect().right ?? start;
    const places = [...head.querySelectorAll("tr:first-child > th:not(.fige, .case)")].map((th) => th.getBoundingClientRect());
    tellHidden(leftwards, words.left, places.filter((place) => place.left < frozen - 1).length);
    tellHidden(rightwards, words.right, places.filter((place) => place.right > start + region.clientWidth + 1).length);
  }

  function tellHidden(button, [one, many], count) {
    button.hidden = !count;
    button.textContent = (count < 2 ? one : many).replace("{}", count);
  }

  function slide(way) {
    const step = region.clientWidth - (head.querySelector("th.fige")?.offsetWidth ?? 0);
    region.scrollTo({ left: region.scrollLeft + way * step, behavior: "smooth" });
  }

  // « 20 sur 138 établissements », « 12 établissements sur 138 », « 20 sur 57 établissements, 138 en tout ».
  function drawCount(seen, kept, total) {
    const said = (count) => (count < 1000 ? `${count}` : count.toLocaleString("fr"));
    const { noun: one, nouns } = model.get("words");
    const noun = `${said(kept)} ${kept < 2 ? one : nouns}`;
    const first = seen < kept ? `${said(seen)} ${words.of} ` : "";
    const last = kept < total ? (first ? `, ${said(total)} ${words.whole}` : ` ${words.of} ${said(total)}`) : "";
    count.textContent = first + noun + last;
  }

  function drawWhole(columns, all) {
    const row = model.get("foot");
    const boxed = model.get("pickable") ? [make("td", { class: "case" })] : [];
    const shows = row.length === columns.length && model.get("rows").length > 1;
    const opens = columns.map((column) => model.get("opens").includes(column.key));
    const without = [search.value.trim() ? words.unsearched : "", asks().length ? words.unfiltered : ""];
    const said = (value, i) => (i || all ? value : `${text(value)} (${without.filter(Boolean).join(", ")})`);
    const cells = () => row.map((value, i) => cell(said(value, i), columns[i], i, opens[i]));
    whole.replaceChildren(...(shows ? [make("tr", { "data-row": -1 }, ...boxed, ...cells())] : []));
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
      const arrow = make("span", { class: "fleche", "aria-hidden": "true" }, mark);
      const button = make("button", { type: "button", title: words.sort }, `${column.label}\u00a0`, arrow);
      button.addEventListener("click", () => sortBy(i));
      button.addEventListener("focus", () => define(i));
      // on paper, headings that hold no button are repeated on each sheet
      const shown = state.paper ? column.label : button;
      const heading = make("th", { scope: "col", class: column.kind + room(rows, i) + (i ? "" : " fige") }, shown);
      if (active) heading.setAttribute("aria-sort", state.down ? "descending" : "ascending");
      return heading;
    });
    const tick = model.get("pickable") ? [make("th", { scope: "col", class: "case", title: words.all }, all)] : [];
    const line = state.filtering ? [drawFilters(columns, rows)] : [];
    head.replaceChildren(make("tr", {}, ...tick, ...cells), ...line);
  }

  // The line under the headings: a list where a column has few values, else what is typed.
  function drawFilters(columns, rows) {
    const boxed = model.get("pickable") ? [make("td", { class: "case" })] : [];
    const cells = columns.map((column, i) => {
      const values = column.kind === "text" ? [...new Set(rows.map((row) => text(row[i])))] : [];
      const listed = values.length > 0 && values.length <= LISTED;
      const name = `${words.filterOn} ${column.label}`;
      const numeric = column.kind === "number" || column.kind === "percent";
      const hint = { "aria-label": name, "data-filter": i, ...(numeric ? { title: words.compared } : {}) };
      const input = make(listed ? "select" : "input", { ...hint, ...(listed ? {} : { type: "text" }) });
      if (listed) {
        const options = values.sort(inOrder).map((value) => make("option", { value }, value || "–"));
        input.append(make("option", { value: "\u0000" }, words.any), ...options);
      } else input.placeholder = column.kind === "text" ? "…" : column.kind === "date" ? "/04/" : "> 5, >= 5";
      if (listed && !values.includes(state.asked.get(column.key)?.said)) state.asked.delete(column.key);
      const asked = state.asked.get(column.key);
      input.value = asked ? asked.said : listed ? "\u0000" : "";
      input.addEventListener(listed ? "change" : "input", () => {
        const none = listed ? input.value === "\u0000" : !input.value.trim();
        if (none) state.asked.delete(column.key);
        else state.asked.set(column.key, { said: input.value, exact: listed });
        backToTop();
        drawBody();
      });
      return make("td", { class: i ? "" : "fige" }, input);
    });
    return make("tr", { class: "filtre-colonnes" }, ...boxed, ...cells);
  }

  function filterColumns() {
    showFilters(!state.filtering);
    if (!state.filtering) return;
    backToTop();
    head.lastChild.scrollIntoView({ block: "nearest", inline: "nearest" });
    const at = state.column ?? 0;
    const field = head.querySelector(`[data-filter="${at}"]`);
    field?.focus({ preventScroll: true });
    if (at) bringColumn(field.closest("td"));
  }

  // Other rows are read from the first one on: none is left above, out of sight.
  function backToTop() {
    region.scrollTop = 0;
  }

  // The column sought stays in sight, however wide the fields have made the others.
  function bringColumn(place) {
    const right = place.offsetLeft + place.offsetWidth - region.clientWidth;
    const left = place.offsetLeft - (head.querySelector("th.fige")?.offsetWidth ?? 0);
    region.scrollLeft = Math.min(Math.max(region.scrollLeft, right), Math.max(left, 0));
  }

  function showFilters(wanted) {
    state.filtering = wanted;
    if (!wanted) state.asked.clear();
    byColumn.setAttribute("aria-expanded", String(state.filtering));
    byColumn.textContent = state.filtering ? words.unfilter : words.filter;
    drawHead();
    drawBody();
  }

  // Figures are mostly read from the largest: their first click sorts downwards.
  function sortBy(i) {
    const numeric = model.get("columns")[i].kind !== "text";
    state.down = state.column === i ? !state.down : numeric;
    state.column = i;
    tell("sort", [model.get("columns")[i].key, state.down]);
    drawHead();
    drawBody();
    head.querySelectorAll("button")[i].focus();
  }

  function tell(name, value) {
    model.set(name, value);
    model.save_changes();
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
    const filters = asks().map(([i, asked]) => [model.get("columns")[i].label, asked.said]);
    return { kind: "export", rows: shown(), search: search.value.trim(), sorted, filters };
  }

  const asking = askingButton(model, "exporter", () => words.export, question);
  const foot = make("div", { class: "tableau-pied" }, asking.button, asking.status);
  all.addEventListener("change", () => pick(shown(), all.checked));
  search.addEventListener("input", () => {
    backToTop();
    tell("search", search.value);
    drawBody();
  });
  byColumn.addEventListener("click", filterColumns);
  leftwards.addEventListener("click", () => slide(-1));
  rightwards.addEventListener("click", () => slide(1));
  region.addEventListener("scroll", drawEdges);
  const watch = new ResizeObserver(drawEdges);
  for (const seen of [region, region.firstChild]) watch.observe(seen);
  every.addEventListener("click", () => {
    state.all = !state.all;
    drawBody();
  });
  const paper = (on) => () => {
    state.paper = on;
    if (model.get("limit")) state.all = on;
    drawHead();
    drawBody();
  };
  const [before, after] = [paper(true), paper(false)];
  window.addEventListener("beforeprint", before);
  window.addEventListener("afterprint", after);
  for (const place of [body, whole]) place.addEventListener("click", ask);
  model.on("change:rows", backToTop);
  model.on("change:rows change:boxes change:opens change:foot change:limit", drawBody);
  model.on("change:sort", () => {
    const [wanted, down] = model.get("sort");
    const shown = model.get("columns")[state.column]?.key ?? "";
    if (wanted !== shown || (wanted && down !== state.down)) drawAll();
  });
  model.on("change:search", () => {
    if (search.value === model.get("search")) return;
    search.value = model.get("search");
    drawBody();
  });
  model.on("change:picked", drawPicked);
  // What is asked of the figures of schools is not asked of programmes: other rows, no filter left.
  model.on("change:columns", () => {
    const [was, now] = [state.first, rowName()];
    state.first = now;
    if (was && was !== now) {
      showFilters(false);
      region.scrollLeft = 0;
    }
    drawAll();
  });
  model.on("msg:custom", (message) => message.kind === "clear" && showFilters(false));
  model.on("change:caption", drawAll);
  el.classList.add("tableau");
  const tools = make("div", { class: "tableau-outils" }, label, search, byColumn, every, leftwards, rightwards, count);
  const parts = [tools, edge, meaning, foot];
  const folded = model.get("folded");
  const opened = model.get("opened");
  if (opened) parts.unshift(make("p", { class: "tableau-titre", role: "status" }, opened));
  const bring = opened && setTimeout(() => el.scrollIntoView({ block: "nearest", behavior: "smooth" }), PAUSE);
  el.append(...(folded ? [make("details", {}, make("summary", {}, folded), ...parts)] : parts));
  search.value = model.get("search");
  drawAll();
  return () => {
    window.removeEventListener("beforeprint", before);
    window.removeEventListener("afterprint", after);
    watch.disconnect();
    asking.forget();
    clearTimeout(telling);
    clearTimeout(bring);
  };
}

export default { render };
