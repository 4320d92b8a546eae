// A notebook whose cells are the package's own runs as soon as it is opened: the server names them
// (`passproNotebooks`, in the page). Whatever else somebody opens waits for its button.
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
  const run = async (panel, actions) => {
    await panel.context.ready;
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
