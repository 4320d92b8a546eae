// What scripts add to a page that is complete without them: its tables sort, search, filter and export
// where they stand (table.js), and a filter changes the page without loading it anew.

const NARROW = matchMedia("(max-width: 36rem)"); // a row is a card there (widgets.css)

function readCell(cell) {
  const link = cell.querySelector("a");
  const said = (cell.querySelector(".part") ?? link ?? cell).textContent.trim();
  const rank = cell.dataset.rank === undefined ? null : Number(cell.dataset.rank);
  return { said, rank, address: link?.getAttribute("href") };
}

function readRow(row, columns) {
  return [...row.children].map((cell, i) => {
    const { said, rank, address } = readCell(cell);
    if (columns[i].kind !== "text") return [said, rank];
    return address ? [said, said, address] : said;
  });
}

async function download(place, question, answer) {
  const address = new URL(place.dataset.export, location.href);
  address.searchParams.set("demande", JSON.stringify(question));
  try {
    const response = await fetch(address, { headers: proof() });
    if (!response.ok) throw new Error(response.status);
    const name = decodeURIComponent(response.headers.get("Content-Disposition").split("''")[1]);
    answer({ kind: "file", name, said: `« ${name} » est enregistré dans les téléchargements de votre navigateur.` }, [await response.arrayBuffer()]);
  } catch {
    answer({ kind: "failure", said: "Le fichier n’a pas pu être préparé : le serveur ne répond pas." }, []);
  }
}

// What table.js asks of a widget's model, over the table that is there.
function modelOf(place) {
  const headings = [...place.querySelectorAll("thead th")];
  const columns = headings.map((th) => ({ key: th.dataset.key, label: th.textContent.trim(), kind: th.dataset.kind }));
  const rows = [...place.querySelectorAll("tbody tr")].filter((row) => !row.querySelector(".vide"));
  const { noun, nouns, sort, down, export: exported } = place.dataset;
  const held = {
    columns, rows: rows.map((row) => readRow(row, columns)), caption: place.querySelector("caption").textContent,
    sort: [sort, down === "1"], search: "", limit: NARROW.matches ? 20 : 0, foot: [], words: { ...WORDS, noun, nouns }, pickable: false,
    boxes: [], picked: [], kept: null, exported: Boolean(exported), opens: [], folded: "",
    meanings: Object.fromEntries(headings.map((th) => [th.dataset.key, th.title]).filter(([, said]) => said)),
  };
  const answers = [];
  return {
    get: (name) => held[name],
    set: (name, value) => { held[name] = value; },
    save_changes: () => {},
    previous: (name) => held[name],
    on: (event, callback) => event === "msg:custom" && answers.push(callback),
    off: () => {},
    send: (question) => download(place, question, (...said) => answers.forEach((answer) => answer(...said))),
  };
}

function enlivenTable(place) {
  waiting.unobserve(place);
  if (!place.dataset.noun) return; // it is already
  const model = modelOf(place);
  place.replaceChildren();
  render({ model, el: place });
  place.removeAttribute("data-noun");
}

// The first table is made so before the page is laid out, which would else be done twice; the others
// wait until it is on the screen, and then for being in sight, or for nothing else to be done.
const waiting = new IntersectionObserver((places) => {
  for (const place of places) if (place.isIntersecting) enlivenTable(place.target);
});
const atIdle = window.requestIdleCallback ?? ((act) => setTimeout(act, 50));

function enlivenNext(places) {
  const place = places.find((one) => one.isConnected && one.dataset.noun);
  if (!place) return;
  enlivenTable(place);
  atIdle(() => enlivenNext(places));
}

function enliven(within) {
  const places = [...within.querySelectorAll(".tableau[data-noun]")];
  places.slice(0, 1).forEach(enlivenTable);
  requestAnimationFrame(() => {
    places.forEach((place) => waiting.observe(place));
    atIdle(() => enlivenNext(places));
  });
  for (const form of within.querySelectorAll("form.filtres")) {
    form.classList.add("vif");
    form.addEventListener("change", (event) => show(addressOf(form), event.target.id));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      show(addressOf(form), document.activeElement?.id);
    });
  }
}

function addressOf(form) {
  const chosen = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
  const address = new URL(form.action);
  address.search = chosen.toString().replaceAll("%2C", ",");
  return address.href;
}

let turn = 0;

// Show another state: the whole of what the server answers, label and figures together.
async function show(address, focus, push = true) {
  const mine = (turn += 1);
  const main = document.getElementById("contenu");
  main.setAttribute("aria-busy", "true");
  let page;
  try {
    const response = await fetch(address, { headers: { Accept: "text/html", ...proof() } });
    page = new DOMParser().parseFromString(await response.text(), "text/html");
    if (!page.getElementById("contenu")) throw new Error("no page of ours"); // a login, a proxy's word
  } catch {
    location.href = address;
    return;
  }
  if (mine !== turn) return; // a later choice is under way
  if (push) history.pushState(null, "", address);
  document.title = page.title;
  main.replaceChildren(...page.getElementById("contenu").childNodes);
  main.removeAttribute("aria-busy");
  enliven(main);
  document.getElementById(focus)?.focus();
  document.getElementById("annonce").textContent = main.querySelector(".phrase")?.textContent ?? "";
}

addEventListener("popstate", () => show(location.href, null, false));
document.addEventListener("DOMContentLoaded", () => {
  enliven(document);
});
