// A button that asks Python for a file and saves the bytes it gets back.
function render({ model, el }) {
  const asking = askingButton(model, "telecharger", () => model.get("label"), () => ({ kind: "ask" }));
  model.on("change:label", () => asking.rest(""));
  el.append(asking.button, asking.status);
  return asking.forget;
}

export default { render };
