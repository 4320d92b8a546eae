// Several values to choose among, in a list that opens; none chosen lets everything through.
const FEW = 8;
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

function render({ model, el }) {
  const make = (tag, className) => Object.assign(document.createElement(tag), { className });
  const id = `choix-${Math.random().toString(36).slice(2)}`;
  const label = make("span", "widget-label");
  const button = make("button", "choix-bouton");
  const list = make("div", "choix-liste");
  const search = make("input", "choix-recherche");
  const boxes = make("div", "choix-cases");
  label.id = `${id}-nom`;
  button.type = "button";
  button.id = `${id}-bouton`;
  button.setAttribute("aria-labelledby", `${label.id} ${button.id}`);
  button.setAttribute("aria-expanded", "false");
  list.hidden = true;
  list.setAttribute("role", "group");
  list.setAttribute("aria-labelledby", label.id);
  search.type = "search";
  search.placeholder = "Rechercher";
  search.setAttribute("aria-label", "Rechercher dans la liste");

  function open(wanted) {
    list.hidden = !wanted;
    button.setAttribute("aria-expanded", String(wanted));
    if (!wanted) return;
    search.value = ""; // a search of another time would hide the choices
    drawBoxes();
    place();
    if (!search.hidden) search.focus({ preventScroll: true });
    list.scrollIntoView({ block: "nearest" });
  }

  // A long list on the right of its panel opens leftwards: what is beyond the panel is cut.
  function place() {
    Object.assign(list.style, { left: "", right: "" });
    const panel = el.closest(".filtres")?.getBoundingClientRect();
    if (panel && list.getBoundingClientRect().right > panel.right) Object.assign(list.style, { left: "auto", right: "0" });
  }

  function say() {
    const chosen = model.get("options").filter(([, value]) => model.get("value").includes(value));
    const many = chosen.length > 2;
    button.textContent = many ? `${chosen.length} choisis` : chosen.map(([text]) => text).join(", ") || model.get("every");
    button.title = chosen.map(([text]) => text).join("\n"); // the button may cut a long name
    button.classList.toggle("choisi", chosen.length > 0);
  }

  function drawBoxes() {
    const options = model.get("options");
    const wanted = fold(search.value);
    search.hidden = options.length <= FEW;
    boxes.replaceChildren(
      ...options
        .filter(([text]) => fold(text).includes(wanted))
        .map(([text, value]) => {
          const line = make("label", "choix-ligne");
          const box = Object.assign(make("input", ""), { type: "checkbox" });
          box.checked = model.get("value").includes(value);
          box.addEventListener("change", () => {
            const others = model.get("value").filter((other) => other !== value);
            model.set("value", box.checked ? [...others, value] : others);
            model.save_changes();
          });
          line.append(box, text);
          return line;
        }),
    );
    if (!boxes.children.length) boxes.append(model.get("none"));
  }

  // Options may shrink while a box has the focus: they are drawn again, and the focus comes back.
  function redraw() {
    const at = [...boxes.querySelectorAll("input")].indexOf(document.activeElement);
    drawBoxes();
    if (at >= 0) boxes.querySelectorAll("input")[Math.min(at, boxes.children.length - 1)]?.focus();
    say();
  }

  const outside = (event) => {
    if (!el.contains(event.target)) open(false);
  };
  button.addEventListener("click", () => open(list.hidden));
  el.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) {
      event.stopPropagation();
      open(false);
      button.focus();
    }
  });
  document.addEventListener("pointerdown", outside);
  search.addEventListener("input", drawBoxes);
  model.on("change:options", redraw);
  model.on("change:value", redraw);
  list.append(search, boxes);
  el.classList.add("choix");
  el.append(label, button, list);
  label.textContent = model.get("label");
  redraw();
  return () => document.removeEventListener("pointerdown", outside);
}

export default { render };
