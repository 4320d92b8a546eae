// A notebook whose cells are the package's own runs as soon as it is opened: the server names them
// (`passproNotebooks`, in the page). Whatever else somebody opens waits for its button.
// Until then each cell says what is to come (its first line does), and keeps its place.
//
// Written as JupyterLab takes a federated extension, without a build: a container that hands out one
// module, and finds JupyterLab's own in the scope that it is given.
(() => {
  let shared;
  const load = async (name) => {
    const [version] = Object.values(shared[name]);
    return (await version.get())();
  };
  const mine = () => {
    const page = document.getElementById("jupyter-config-data");
    return new Set(JSON.parse(page.textContent).passproNotebooks || []);
  };
  const LOOK = `
    .passpro-carnet { --jp-cell-prompt-width: 12px; }
    .passpro-carnet :is(.jp-InputPrompt, .jp-OutputPrompt) { visibility: hidden; }
    .passpro-carnet .passpro-attend { position: relative; }
    .passpro-carnet .passpro-attend::after {
      content: attr(data-attend); position: absolute; top: 2.6rem; left: calc(var(--jp-cell-prompt-width) + 16px);
      font-style: italic; color: #55606e;
    }
    .passpro-carnet .jp-CodeCell .jp-Cell-outputWrapper { min-height: 51px; }
    .passpro-carnet .passpro-premier .jp-Cell-outputWrapper { min-height: 190px; }
    .passpro-carnet .passpro-resultat { min-height: 32rem; }
  `;
  const style = () => {
    const sheet = document.createElement("style");
    sheet.textContent = LOOK;
    document.head.append(sheet);
  };
  // Say in each cell of code what is to come, until something of it is there.
  const announce = (panel) => {
    panel.content.addClass("passpro-carnet");
    const cells = panel.content.widgets.filter((cell) => cell.model.type === "code");
    for (const cell of cells) {
      const said = cell.model.sharedModel.getSource().split("\n")[0].match(/ : (.*)/);
      cell.node.dataset.attend = `À venir : ${said ? said[1] : "la suite"}…`;
      cell.addClass("passpro-attend");
      cell.model.outputs.changed.connect(() => cell.toggleClass("passpro-attend", !cell.model.outputs.length));
    }
    cells.at(0)?.addClass("passpro-premier");
    cells.at(-1)?.addClass("passpro-resultat");
  };
  const run = async (panel, actions) => {
    await panel.context.ready;
    if (mine().has(panel.context.path)) announce(panel);
    await panel.sessionContext.ready;
    const kernel = panel.sessionContext.session?.kernel;
    if (!kernel || !mine().has(panel.context.path)) return;
    await kernel.info;
    await actions.runCells(panel.content, panel.content.widgets, panel.sessionContext);
    await panel.context.save(); // without what it gave: closing it asks nothing
  };
  const extension = async () => {
    const { INotebookTracker, NotebookActions } = await load("@jupyterlab/notebook");
    return {
      id: "passpro:opened",
      autoStart: true,
      requires: [INotebookTracker],
      activate: (_, tracker) => {
        style();
        tracker.widgetAdded.connect((_, panel) => run(panel, NotebookActions));
      },
    };
  };
  window._JUPYTERLAB = window._JUPYTERLAB || {};
  window._JUPYTERLAB.passpro = {
    init: (scope) => { shared = scope; },
    get: async () => {
      const plugin = await extension();
      return () => ({ default: plugin, __esModule: true });
    },
  };
})();
