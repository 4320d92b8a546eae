// A button that copies a text: by the browser's clipboard, else by a field selected for a moment.
function render({ model, el }) {
  const button = document.createElement("button");
  const status = document.createElement("span");
  button.type = "button";
  button.className = "lien";
  button.textContent = model.get("label");
  status.className = "telecharger-etat";
  status.setAttribute("role", "status");

  function bySelection(text) {
    const field = Object.assign(document.createElement("textarea"), { value: text });
    el.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done;
  }

  button.addEventListener("click", async () => {
    const text = model.get("text");
    let done = true;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      done = bySelection(text);
    }
    status.textContent = done ? "Copié." : text;
    setTimeout(() => (status.textContent = done ? "" : text), 2500);
  });
  el.classList.add("copie");
  el.append(button, status);
}

export default { render };
