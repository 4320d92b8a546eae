// What Voila leaves unsaid: widgets that do not come, a kernel that died, a server that stopped.
// The sentences are in the template (notices.html); this file only shows and hides them.

const LOOK_EVERY_MS = 5000;
const WIDGETS_WITHIN_MS = 45000;
const WIDGET = 'script[type="application/vnd.voila.cell-output+json"]';

// Voila's scripts call this once the page is computed.
window.voila_finish = () => {};

const base = () => document.body.dataset.baseUrl;

function kernelId() {
  const config = document.getElementById("jupyter-config-data");
  return config ? JSON.parse(config.textContent).kernelId : null;
}

function say(id) {
  for (const notice of document.querySelectorAll(".panne[id]")) notice.hidden = notice.id !== id;
  document.body.classList.toggle("arrete", id === "panne-calcul" || id === "panne-serveur");
}

// A waiting area is filled in once Voila has taken its script away.
function watchWidgets() {
  const areas = [...document.querySelectorAll(".vivante")];
  const settle = () => {
    for (const area of areas) {
      if (area.querySelector(WIDGET) || !area.querySelector(".jupyter-widgets")) continue;
      area.classList.add("prete");
      area.querySelectorAll(":scope > .attente, :scope > .premier").forEach((e) => e.remove());
    }
    const waiting = areas.some((area) => !area.classList.contains("prete"));
    if (!waiting) {
      observer.disconnect();
      clearTimeout(late);
      if (!document.getElementById("panne-filtres").hidden) say(null);
      document.body.classList.add("pret");
    }
  };
  const observer = new MutationObserver(settle);
  const late = setTimeout(() => say("panne-filtres"), WIDGETS_WITHIN_MS);
  observer.observe(document.getElementById("contenu"), { childList: true, subtree: true });
  settle();
}

// From a choice to its answer, the figures that stand are those of the choice before: they are greyed.
// The head of the page carries the number of its answers (panels/page.py).
let due = 0;
function waitForAnswer(event) {
  const head = document.querySelector("[class*='reponse-']");
  if (!head || !event.target.matches(".vivante .filtres select")) return;
  const answered = () => Number(head.className.match(/reponse-(\d+)/)[1]);
  due = Math.max(due, answered()) + 1;
  document.body.classList.add("attend");
  const observer = new MutationObserver(() => {
    if (answered() < due) return;
    observer.disconnect();
    document.body.classList.remove("attend");
    keepState();
  });
  observer.observe(head, { attributeFilter: ["class"] });
}

// The address follows the filters: reloaded or copied, it gives them back.
function keepState() {
  const state = document.querySelector(".vivante data[hidden]")?.value ?? "";
  history.replaceState(null, "", location.pathname + (state && `?${state}`));
}

function xsrf() {
  return (document.cookie.match("\\b_xsrf=([^;]*)") || [])[1] || "";
}

// Behind JupyterHub, a script is answered only with this, which no page from elsewhere can read.
function proof() {
  return { "X-XSRFToken": xsrf() };
}

// Called as soon as the page names its kernel: the server ends those whose page nobody opened.
function watchKernel() {
  const id = kernelId();
  let failures = 0;
  const look = async (first) => {
    if (document.hidden && first !== true) return;
    try {
      const answer = await fetch(`${base()}passpro/alive/${id}`, { cache: "no-store", headers: proof() });
      failures = 0;
      if (answer.status === 410) {
        clearInterval(timer);
        say("panne-calcul");
      } else if (!document.getElementById("panne-serveur").hidden) say(null);
    } catch {
      failures += 1;
      // One failure may be a passing cut; two are five seconds without an answer.
      if (failures > 1) say("panne-serveur");
    }
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  document.addEventListener("visibilitychange", look);
  look(true);
}

function sayCutShort() {
  const said = document.getElementById("panne-coupee").content.cloneNode(true);
  document.getElementById("contenu").append(said);
}

// Voila stops the kernel on `beforeunload`, which a mail link also fires; `pagehide` means it.
function stopKernelOnLeaving(id) {
  addEventListener("beforeunload", (event) => event.stopImmediatePropagation(), { capture: true });
  addEventListener("pagehide", () => {
    const form = new FormData();
    form.append("_xsrf", xsrf());
    navigator.sendBeacon(`${base()}voila/api/shutdown/${id}`, form);
  });
  addEventListener("pageshow", (event) => event.persisted && location.reload());
}

function closeHelp(event) {
  if (event.type === "keydown" && event.key !== "Escape") return;
  for (const help of document.querySelectorAll("details.aide[open]")) {
    if (event.type === "click" && help.contains(event.target)) continue;
    const within = help.contains(document.activeElement);
    help.open = false;
    if (within) help.querySelector("summary").focus();
  }
}

// « / » leads to the search of the header, unless something is being written.
function reachSearch(event) {
  const writing = event.target.closest?.("input, select, textarea, [contenteditable=true]");
  if (event.key !== "/" || writing || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  document.getElementById("chercher").select();
}

document.addEventListener("DOMContentLoaded", () => {
  document.addEventListener("click", (event) => {
    if (event.target.closest(".recharger")) location.reload();
    closeHelp(event);
  });
  document.addEventListener("keydown", closeHelp);
  document.addEventListener("keydown", reachSearch);
  document.addEventListener("change", waitForAnswer, { capture: true });
  const id = kernelId();
  if (id && !document.getElementById("fin-de-page")) sayCutShort();
  if (document.querySelector(".panne-page")) document.body.classList.add("interrompu");
  else if (id) watchWidgets();
  if (id) stopKernelOnLeaving(id);
});
