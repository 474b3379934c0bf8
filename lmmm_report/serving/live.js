(() => {
  "use strict";
  const own = document.currentScript.dataset;
  let source = null;
  let host = null;
  let hidden = "";

  // Built from elements and texts only: what a profile says is never markup.
  const element = (name, text, ...inside) => {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    made.append(...inside);
    return made;
  };

  const LOOK = `
    :host { all: initial; position: fixed; inset: auto 0 0 0; z-index: 2147483647; display: block; color-scheme: light dark;
      --paper: #fff; --ink: #1c1c1c; --quiet: #595959; --mark: #a3260f; --code: #f4f2ef; --line: #d8d4ce; }
    @media (prefers-color-scheme: dark) { :host {
      --paper: #1d1f22; --ink: #ececec; --quiet: #b4b4b4; --mark: #ff9d85; --code: #2a2d31; --line: #45494f; } }
    @media print { :host { display: none; } }
    section { box-sizing: border-box; max-height: 70vh; overflow: auto; background: var(--paper); color: var(--ink);
      border-top: 4px solid var(--mark); box-shadow: 0 -6px 30px rgb(0 0 0 / .3); padding: 1rem clamp(1rem, 4vw, 3rem) 1.25rem;
      font: 16px/1.45 system-ui, sans-serif; overflow-wrap: anywhere; }
    header { display: flex; gap: 1rem; align-items: start; justify-content: space-between; }
    h2 { font-size: 1.125rem; line-height: 1.3; margin: 0; color: var(--mark); }
    header p { margin: .15rem 0 0; color: var(--quiet); }
    button { font: inherit; color: inherit; background: none; border: 1px solid var(--quiet); border-radius: 4px;
      padding: .3rem .8rem; min-height: 2.25rem; cursor: pointer; flex: none; }
    button:focus-visible { outline: 3px solid var(--mark); outline-offset: 2px; }
    ol { list-style: none; margin: 1rem 0 0; padding: 0; display: grid;
      grid-template-columns: minmax(0, 1fr); gap: 1rem; }
    li { border-top: 1px solid var(--line); padding-top: .75rem; }
    li p { margin: .15rem 0; max-width: 80ch; }
    .place { font: 600 14px/1.4 ui-monospace, monospace; color: var(--quiet); }
    .message { font-weight: 600; }
    pre { font: 14px/1.5 ui-monospace, monospace; background: var(--code); margin: .4rem 0; padding: .5rem .75rem;
      overflow-x: auto; white-space: pre; border-radius: 4px; }
    pre b { color: var(--mark); }
  `;

  const hide = () => {
    if (host) host.remove();
    host = null;
  };

  const show = (state) => {
    hide();
    const said = JSON.stringify(state);
    if (!state.problems.length || said === hidden) return;
    hidden = "";
    const close = element("button", state.close);
    close.type = "button";
    const put = () => {
      hidden = said;
      hide();
    };
    close.addEventListener("click", put);
    const list = element("ol");
    for (const problem of state.problems) {
      const entry = element("li");
      const parts = [["place", problem.place], ["message", problem.message]];
      for (const [kind, text] of parts) {
        const line = element("p", text);
        line.className = kind;
        entry.append(line);
      }
      if (problem.line) {
        entry.append(element("pre", `${problem.line}\n`, element("b", `${" ".repeat(problem.before)}^`)));
      }
      if (problem.cure) entry.append(element("p", problem.cure));
      list.append(entry);
    }
    const head = element("header", "", element("div", "", element("h2", state.title), element("p", state.note)), close);
    const panel = element("section", "", head, list);
    panel.setAttribute("role", "alert");
    panel.addEventListener("keydown", (event) => {
      if (event.key === "Escape") put();
    });
    host = document.createElement("lmmm-live");
    host.lang = state.language;
    const root = host.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(LOOK);
    root.adoptedStyleSheets = [sheet];
    root.append(panel);
    document.documentElement.append(host);
  };

  // A browser keeps few connections to one place: only what is looked at has one.
  const listen = () => {
    if (source || document.visibilityState === "hidden") return;
    const asked = new URLSearchParams({ page: own.page, version: own.version });
    source = new EventSource(`/.live?${asked}`);
    source.addEventListener("state", (event) => show(JSON.parse(event.data)));
    source.addEventListener("reload", () => {
      source.close();
      location.reload();
    });
  };
  const leave = () => {
    if (source) source.close();
    source = null;
  };
  document.addEventListener("visibilitychange", () => (document.visibilityState === "hidden" ? leave() : listen()));
  addEventListener("pagehide", leave);
  addEventListener("pageshow", listen);
  listen();
})();
