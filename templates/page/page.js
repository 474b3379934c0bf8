"use strict";
// What a page can do beyond being read. Nothing here reckons: every number, place and word comes from the data block,
// so that the page says exactly what the program says. The block's lines lose their comments when a page is made.
(() => {
  const byId = (id) => document.getElementById(id);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const data = JSON.parse(byId("page-data").textContent);
  const text = data.texts;
  const fill = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  const grouped = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, text.thousands);

  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  const status = byId("page-status");
  let fading = 0;
  // Heard at once; shown only where nothing else on the page shows it.
  function announce(message, seen = false) {
    status.textContent = message;
    status.classList.toggle("seen", seen);
    clearTimeout(fading);
    if (seen) fading = setTimeout(() => status.classList.remove("seen"), 4000);
  }

  // Pages in a frame's srcdoc, from a blob: or from a data: address have no address that leads to them, and their links
  // to places in themselves would lead to the page around them.
  const lasting = ["https:", "http:", "file:"].includes(location.protocol);

  // A frame without leave to print or to copy would only say so in the console.
  const frame = window.frameElement?.sandbox;
  const mayPrint = self === top || (self.origin !== "null" && (!frame?.length || frame.contains("allow-modals")));
  const mayCopy = document.featurePolicy?.allowsFeature("clipboard-write") ?? true;

  // What stands behind the sign in an address, as it was before programs that pass links on spelled it otherwise.
  function fragment() {
    let text = location.hash.slice(1);
    for (let round = 0; round < 3; round += 1) {
      try {
        text = decodeURIComponent(text);
      } catch {
        break;
      }
    }
    return text;
  }

  async function copy(address) {
    try {
      if (!mayCopy) throw new Error();
      await navigator.clipboard.writeText(address);
      announce(text.copied, true);
    } catch {
      announce(text.notCopied, true);
    }
  }

  function setUpTools() {
    byId("page-tools").hidden = false;
    byId("page-print").hidden = !mayPrint;
    byId("page-print").addEventListener("click", () => window.print());
  }

  // Where the page has no address, its links lead to places in it all the same, and those to files beside it nowhere.
  function setUpPlaces() {
    for (const link of all(".beside")) link.hidden = true;
    document.addEventListener("click", (event) => {
      const target = byId(event.target.closest?.('a[href^="#"]')?.getAttribute("href").slice(1) ?? "");
      if (!target) return;
      event.preventDefault();
      reveal(target);
      if (!target.hasAttribute("tabindex")) target.setAttribute("tabindex", "-1");
      target.focus({ preventScroll: true });
    });
  }

  // A real link, so that it also works where the clipboard is barred; beside the heading, so that the heading's name
  // stays what it says.
  function setUpSectionLinks() {
    for (const heading of all("main > section > h2")) {
      const label = fill(text.copyLink, { section: heading.textContent });
      const place = `#${heading.parentElement.id}`;
      const link = element("a", { class: "copy-link", href: place, "aria-label": label, title: label }, "#");
      link.addEventListener("click", () => copy(link.href));
      heading.after(link);
    }
  }

  // One stop for the whole picture; arrows lead from cell to cell. What is spoken of a cell stands below the picture, for
  // the pointer as well.
  function setUpMatrix() {
    const picture = byId("matrix-picture");
    const cells = all(":scope > .cell", picture);
    const read = byId("cell-read");
    const columns = new Set(cells.map((cell) => cell.getAttribute("x"))).size;
    const stop = (chosen) => {
      for (const cell of cells) cell.setAttribute("tabindex", cell === chosen ? "0" : "-1");
    };
    const show = (cell) => { read.textContent = cell.getAttribute("aria-label"); };
    const rest = () => {
      const focused = cells.find((cell) => cell === document.activeElement);
      if (focused) show(focused);
      else read.textContent = text.readCells;
    };
    picture.setAttribute("role", "group");
    for (const cell of cells) {
      // The browser's own hint would say the same a second time, in the middle of the picture.
      const said = cell.querySelector("title");
      cell.setAttribute("role", "img");
      cell.setAttribute("aria-label", said.textContent);
      said.remove();
      cell.addEventListener("focus", () => { stop(cell); show(cell); });
      cell.addEventListener("blur", rest);
      cell.addEventListener("pointerenter", () => show(cell));
      cell.addEventListener("pointerleave", rest);
    }
    picture.addEventListener("keydown", (event) => {
      const at = cells.indexOf(document.activeElement);
      const row = Math.floor(at / columns) * columns;
      const next = {
        ArrowLeft: Math.max(at - 1, row),
        ArrowRight: Math.min(at + 1, row + columns - 1),
        ArrowUp: at - columns,
        ArrowDown: at + columns,
        Home: row,
        End: row + columns - 1,
      }[event.key];
      if (at < 0 || next === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      cells[next]?.focus();
    });
    stop(cells.find((cell) => cell.classList.contains("now")) ?? cells[0]);
    read.hidden = false;
    rest();
  }

  // The contents scroll of themselves only where they are a column of their own, and without any motion.
  function keepInSight(link, list) {
    if (list.scrollHeight <= list.clientHeight) return;
    const top = link.getBoundingClientRect().top - list.getBoundingClientRect().top;
    if (top < 0 || top > list.clientHeight - 40) list.scrollBy({ top: top - 80, behavior: "instant" });
  }

  function setUpContents() {
    const list = document.querySelector(".contents");
    const links = all("a", list);
    const inSight = new Set();
    const observer = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) inSight[isIntersecting ? "add" : "delete"](`#${target.id}`);
      const current = links.find((link) => inSight.has(link.hash));
      if (!current) return;
      for (const link of links) link.removeAttribute("aria-current");
      current.setAttribute("aria-current", "location");
      keepInSight(current, list);
    }, { rootMargin: "-40px 0px -75% 0px" });
    for (const section of all("main > section[id]")) observer.observe(section);
  }

  // What a filter hides can still be found: by the browser's search, and by every link to it.
  const hide = (one, hidden) => (hidden ? one.setAttribute("hidden", "until-found") : one.removeAttribute("hidden"));

  function setUpFilter() {
    const panel = byId("page-filter");
    const choices = all("select", panel);
    const counter = byId("page-shown");
    const findings = Object.entries(data.findings).map(([id, numbers]) => ({ article: byId(id), numbers }));
    const groups = all(".stage, .area").filter((group) => group.querySelector(".finding"));
    function count() {
      const shown = findings.filter(({ article }) => !article.hasAttribute("hidden")).length;
      counter.textContent = fill(text.shown, { shown, all: findings.length });
      panel.classList.toggle("active", shown < findings.length);
    }
    function apply() {
      const wanted = choices.map((choice) => choice.value);
      const fits = (value, numbers) => value === "" || [numbers].flat().includes(Number(value));
      for (const { article, numbers } of findings) {
        hide(article, !wanted.every((value, place) => fits(value, numbers[place])));
      }
      for (const group of groups) hide(group, !group.querySelector(".finding:not([hidden])"));
      count();
      announce(counter.textContent);
    }
    panel.hidden = false;
    panel.addEventListener("change", apply);
    byId("page-filter-reset").addEventListener("click", () => {
      for (const choice of choices) choice.value = "";
      apply();
      choices[0].focus();
    });
    document.addEventListener("beforematch", () => setTimeout(count));
    addEventListener("hashchange", () => {
      const target = byId(fragment());
      if (target?.closest("[hidden=until-found]")) reveal(target);
    });
    counted = count;
    count();
  }

  let counted = () => {};
  // Not every browser opens what is hidden until found when a link leads to it.
  function reveal(target) {
    for (let one = target; one; one = one.parentElement) if (one.matches("[hidden=until-found]")) hide(one, false);
    target.scrollIntoView();
    counted();
  }

  const MARK = "whatif=";
  const { measures, axes } = data.whatIf ?? { measures: [], axes: [] };
  const ids = measures.map(([id]) => id);
  const ticked = new Set();
  const boxes = ids.map(() => []);
  // Ids of gates of which the reader assumes the opposite of what is so today; unknown ones are assumed to hold.
  const assumed = new Set();
  const gateBoxes = new Map();
  const holds = ([, outcomes]) => outcomes[0] === "1";

  // Bit i of the choice stands for the i-th measure that acts on the gate, as in GateTable.
  function outcome(gate) {
    const [id, outcomes, acting = []] = gate;
    if (assumed.has(id)) return holds(gate) ? "0" : "1";
    return outcomes[acting.reduce((choice, measure, bit) => choice | (ticked.has(measure) << bit), 0)];
  }

  const asked = (stage) => stage.gates.map(outcome).filter((one) => one !== "-");

  // Stage by stage; one is reached only when every gate of it that applies is held, and at least one does.
  function climb(axis, counted) {
    for (let reached = 0; ; reached += 1) {
      const gates = reached + 1 < axis.stages.length ? asked(axis.stages[reached + 1]) : [];
      const held = gates.filter((one) => counted.includes(one)).length;
      if (!gates.length || held < gates.length) return { number: reached + 1, held, stage: axis.stages[reached] };
    }
  }

  function openGates(axis, reached) {
    return axis.stages.slice(reached, Math.max(axis.target, reached)).flatMap(asked).filter((one) => one !== "1").length;
  }

  function standing(axis) {
    const low = climb(axis, "1");
    const high = climb(axis, "1?");
    const [from, to] = [low, high].map(({ stage, held }) => stage.labels[held]);
    const names = { number: low.number, stage: low.stage.name, possible: high.stage.name };
    return {
      low,
      high,
      open: openGates(axis, low.number),
      stage: fill(low.number === high.number ? text.firm : text.range, names),
      coordinate: from === to ? from : fill(text.interval, { low: from, high: to }),
    };
  }

  function effortLeft() {
    const left = measures.filter((_, number) => !ticked.has(number)).map(([, days]) => days);
    // As assess/plan/totals.py: expected days in sixths add up, distances from them by their squares.
    const sum = (part) => left.reduce((all, days) => all + part(days), 0);
    const mean = ([low, likely, high]) => low + 4 * likely + high;
    const expected = sum(mean);
    const root = (end) => Math.ceil(Math.sqrt(sum((days) => (mean(days) - 6 * days[end]) ** 2)));
    return fill(text.days, {
      low: grouped(Math.floor((expected - root(0)) / 6)),
      likely: grouped(Math.floor((expected + 3) / 6)),
      high: grouped(Math.ceil((expected + root(2)) / 6)),
    });
  }

  const chosen = () => ticked.size + assumed.size > 0;

  function listAssumed() {
    const list = byId("what-if-assumed");
    const links = [...gateBoxes.keys()].filter((id) => assumed.has(id)).flatMap((id) => (
      [", ", element("a", { href: `#${id}` }, id)]
    ));
    list.hidden = !links.length;
    list.querySelector("span").replaceChildren(...links.slice(1));
  }

  // Shows where the company would stand, and returns it as a sentence.
  function show() {
    const standings = axes.map(standing);
    const words = {
      ticked: [
        ids.length && fill(text.ticked, { ticked: ticked.size, all: ids.length }),
        assumed.size && fill(text.assumed, { count: assumed.size }),
      ].filter(Boolean).join(", "),
      open: standings.reduce((sum, { open }) => sum + open, 0),
      effort: effortLeft(),
    };
    boxes.forEach((pair, number) => pair.forEach((box) => { box.checked = ticked.has(number); }));
    standings.forEach(({ stage, coordinate }, index) => {
      byId(`what-if-stage-${index}`).textContent = stage;
      byId(`what-if-coordinate-${index}`).textContent = coordinate;
    });
    for (const one of all("[data-what-if]")) one.textContent = words[one.dataset.whatIf];
    for (const [id, box] of gateBoxes) box.checked = assumed.has(id);
    listAssumed();
    document.documentElement.classList.toggle("what-if-on", chosen());
    byId("what-if-note").hidden = !chosen();
    draw(standings);
    const spoken = standings.map(({ stage, coordinate }, index) => (
      fill(text.axis, { axis: axes[index].name, stage, coordinate })
    ));
    return fill(ids.length ? text.spoken : text.spokenGates, { ...words, axes: spoken.join(". ") });
  }

  // The matrix keeps its own marks; a layer above them shows where the company would stand.
  function draw([x, y]) {
    const at = ({ stage, held }) => stage.places[held];
    const [left, bottom, right, top] = [at(x.low), at(y.low), at(x.high), at(y.high)];
    const spread = left !== right || bottom !== top;
    const [here, possible, range, end, marker] = byId("what-if-layer").children;
    const cells = [];
    for (let i = x.low.number; i <= x.high.number; i += 1) {
      for (let j = y.low.number; j <= y.high.number; j += 1) cells.push(cellAt(i, j, 4));
    }
    const outlines = cells.map((one) => `M${one.x} ${one.y}h${one.width}v${one.width}h${-one.width}z`);
    place(here, cellAt(x.low.number, y.low.number, 1.5));
    place(possible, { d: cells.length > 1 ? outlines.join("") : "M0 0" });
    place(range, { d: spread ? `M${left} ${bottom}H${right}V${top}H${left}Z` : "M0 0" });
    place(end, { cx: right, cy: top, r: spread ? 8 : 0 });
    place(marker, { cx: left, cy: bottom });
    byId("matrix-picture").classList.toggle("moved", chosen());
  }

  function place(one, values) {
    for (const [name, value] of Object.entries(values)) one.setAttribute(name, value);
  }

  // The box of a cell in the picture, a little smaller on every side. The cells stand from the top row to the lowest.
  function cellAt(x, y, inset) {
    const [wide, high] = axes.map((axis) => axis.stages.length);
    const cell = all("#matrix-picture > .cell")[(high - y) * wide + x - 1];
    const [left, top, size] = ["x", "y", "width"].map((name) => Number(cell.getAttribute(name)));
    return { x: left + inset, y: top + inset, width: size - 2 * inset, height: size - 2 * inset };
  }

  // The page in the other language takes the choice along.
  function passOn(choice) {
    for (const link of all("a[hreflang]")) link.hash = choice;
  }

  // The address is the only place where the choice is kept. Measures stand in it in the order of the plan, then gates,
  // told apart by a tilde.
  function store() {
    const names = ids.filter((_, number) => ticked.has(number)).map(encodeURIComponent);
    names.push(...[...gateBoxes.keys()].filter((id) => assumed.has(id)).map((id) => `~${encodeURIComponent(id)}`));
    const choice = names.length ? `#${MARK}${names.join("+")}` : "";
    passOn(choice);
    try {
      if (lasting) history.replaceState(null, "", location.pathname + location.search + choice);
    } catch {
      // Some frames may not change their address; the choice holds as long as the page is open.
    }
  }

  function restore() {
    const choice = fragment();
    if (!choice.startsWith(MARK)) return;
    const wanted = choice.slice(MARK.length).split(/[+ ]+/).filter(Boolean);
    const gates = [...gateBoxes.keys()];
    let strangers = false;
    ticked.clear();
    assumed.clear();
    for (const name of wanted) {
      const number = ids.indexOf(name);
      const gate = gates.find((id) => `~${id}` === name);
      if (number >= 0) ticked.add(number);
      else if (gate !== undefined) assumed.add(gate);
      else strangers = true;
    }
    passOn(`#${MARK}${wanted.map(encodeURIComponent).join("+")}`);
    const spoken = show();
    announce(strangers ? `${text.strangers} ${spoken}` : spoken, strangers);
  }

  function choose(numbers, wanted) {
    for (const number of numbers) ticked[wanted ? "add" : "delete"](number);
    store();
    announce(show());
  }

  // Of a gate that applies the opposite can be assumed where its finding stands. The effect is far away: it is shown.
  function addAssumption(gate) {
    const [id] = gate;
    const input = element("input", { type: "checkbox", autocomplete: "off" });
    input.addEventListener("change", () => {
      assumed[input.checked ? "add" : "delete"](id);
      store();
      announce(show(), true);
    });
    const spoken = element("span", { class: "vh" }, ` (${id})`);
    gateBoxes.set(id, input);
    const label = holds(gate) ? text.assumeNot : text.assume;
    byId(id).querySelector("details").before(
      element("label", { class: "what-if-tick" }, input, element("span", {}, label, spoken)),
    );
  }

  function box(number, ...label) {
    const input = element("input", { type: "checkbox", autocomplete: "off" });
    input.addEventListener("change", () => choose([number], input.checked));
    boxes[number].push(input);
    return element("label", {}, input, ...label);
  }

  // Each measure can be ticked in the list of all of them and where it is described.
  function addBoxes(id, number) {
    const heading = byId(id).querySelector("h4");
    // Between number and badges; the page does not carry titles twice.
    const texts = [...heading.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE);
    const title = texts.map((node) => node.data).join("").trim();
    const days = element("span", { class: "quiet" }, ` ${grouped(measures[number][1][1])}`);
    const label = [element("span", { class: "what-if-number" }, `${number + 1} `), element("span", {}, title, days)];
    byId("what-if-measures").append(element("li", {}, box(number, ...label)));
    const beside = box(number, fill(text.tick, { number: number + 1 }));
    beside.className = "what-if-tick";
    heading.after(beside);
  }

  function setUpWhatIf() {
    const every = [...ids.keys()];
    const gates = axes.flatMap(({ stages }) => stages.flatMap((stage) => stage.gates));
    ids.forEach(addBoxes);
    gates.filter(([, outcomes]) => outcomes !== "-").forEach(addAssumption);
    byId("what-if-all")?.addEventListener("click", () => choose(every, true));
    for (const button of all(".what-if-reset")) {
      button.addEventListener("click", () => {
        assumed.clear();
        choose(every, false);
        // The note goes with the choice; whoever stood in it goes on at the panel.
        if (button.closest("[hidden]")) (lasting ? byId("what-if-copy") : byId("what-if").querySelector(".what-if-reset")).focus({ preventScroll: true });
      });
    }
    byId("what-if-copy").hidden = !lasting;
    byId("what-if-copy").addEventListener("click", () => copy(location.href));
    for (const part of all(".what-if-part")) part.hidden = false;
    byId("path").classList.add("with-what-if");
    addEventListener("hashchange", restore);
    show();
    restore();
  }

  setUpTools();
  if (lasting) setUpSectionLinks();
  else setUpPlaces();
  setUpMatrix();
  setUpContents();
  setUpFilter();
  if (data.whatIf) setUpWhatIf();
})();
