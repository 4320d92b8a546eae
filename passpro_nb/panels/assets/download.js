// A button that asks Python for a file and saves the bytes it gets back.
function save(name, bytes) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([bytes]));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

function render({ model, el }) {
  const button = document.createElement("button");
  const status = document.createElement("span");
  button.type = "button";
  button.className = "telecharger";
  status.className = "telecharger-etat";
  status.setAttribute("role", "status");

  // `aria-disabled` rather than `disabled`: the keyboard stays on the button while it works.
  const rest = (text) => {
    button.textContent = model.get("label");
    button.removeAttribute("aria-disabled");
    status.textContent = text;
  };
  const ask = () => {
    if (button.getAttribute("aria-disabled")) return;
    button.setAttribute("aria-disabled", "true");
    status.textContent = model.get("busy");
    model.send({ kind: "ask" });
  };
  const receive = (message, buffers) => {
    if (message.kind === "file") save(message.name, buffers[0]);
    rest(message.said);
  };
  button.addEventListener("click", ask);
  model.on("msg:custom", receive);
  model.on("change:label", () => rest(""));
  rest("");
  el.append(button, status);
  return () => model.off("msg:custom", receive);
}

export default { render };
