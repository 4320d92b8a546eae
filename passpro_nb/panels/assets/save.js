// Save bytes sent by Python as a file of the visitor's.
function save(name, bytes) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([bytes]));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

// A button that asks Python for a file: `question` is what to send. `aria-disabled` rather than
// `disabled`: the keyboard stays on the button while it works.
function askingButton(model, className, label, question) {
  const button = document.createElement("button");
  const status = document.createElement("span");
  button.type = "button";
  button.className = className;
  status.className = "telecharger-etat";
  status.setAttribute("role", "status");
  const rest = (text) => {
    button.textContent = label();
    button.removeAttribute("aria-disabled");
    status.textContent = text;
  };
  button.addEventListener("click", () => {
    if (button.getAttribute("aria-disabled")) return;
    button.setAttribute("aria-disabled", "true");
    status.textContent = "Préparation…";
    model.send(question());
  });
  const receive = (message, buffers) => {
    if (message.kind === "file") save(message.name, buffers[0]);
    rest(message.said);
  };
  model.on("msg:custom", receive);
  rest("");
  return { button, status, rest, forget: () => model.off("msg:custom", receive) };
}

