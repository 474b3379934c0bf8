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

  // What is folded is printed on wish only: everything is opened for as long as that takes.
  function printAll() {
    const folded = all("details:not([open])");
    for (const one of folded) one.open = true;
    document.documentElement.classList.add("whole-print");
    addEventListener("afterprint", () => {
      for (const one of folded) one.open = false;
      document.documentElement.classList.remove("whole-print");
    }, { once: true });
    window.print();
  }

  function setUpTools() {
    byId("page-tools").hidden = !mayPrint;
    byId("page-print").addEventListener("click", () => window.print());
    byId("page-print-all").addEventListener("click", printAll);
    for (const one of all(".scripted")) one.hidden = false;
    const menu = document.querySelector(".menu");
    if (!menu) return;
    menu.addEventListener("click", (event) => { if (event.target.closest("a")) menu.open = false; });
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  }

  // A link to what is folded opens it, and all that it is folded in. Some browsers do so of themselves.
  function reveal(target) {
    for (let one = target; one; one = one.parentElement) {
      if (one.matches("[hidden=until-found]")) hide(one, false);
      if (one.matches("details")) one.open = true;
    }
    target.scrollIntoView();
    counted();
  }

  function setUpFolds() {
    document.addEventListener("click", (event) => {
      const link = event.target.closest?.('a[href^="#"]');
      const target = byId(link?.getAttribute("href").slice(1) ?? "");
      if (!target) return;
      // An answer that names a few and counts the others leads to all of them.
      if (link.closest(".answer")) for (const one of all("details[data-list]", target)) one.open = true;
      setTimeout(() => reveal(target));
    });
    const follow = () => {
      const target = byId(fragment());
      if (target) reveal(target);
    };
    addEventListener("hashchange", follow);
    follow();
  }

  // Where the page has no address, its links lead to places in it all the same, and those to files beside it nowhere.
  function setUpPlaces() {
    for (const link of all(".beside")) link.hidden = true;
    document.addEventListener("click", (event) => {
      const target = byId(event.target.closest?.('a[href^="#"]')?.getAttribute("href").slice(1) ?? "");
      if (!target) return;
      event.preventDefault();
      if (!target.hasAttribute("tabindex")) target.setAttribute("tabindex", "-1");
      target.focus({ preventScroll: true });
    });
  }

  // A real link, so that it also works where the clipboard is barred; beside the heading, so that the heading's name
  // stays what it says.
  function setUpSectionLinks() {
    for (const heading of all("main > section > :is(h1, h2)")) {
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

  function setUpContents() {
    const links = all(".contents a");
    const inSight = new Set();
    const mark = () => {
      // The last part may be too short to ever come to the top.
      const atEnd = scrollY > 0 && innerHeight + scrollY >= document.documentElement.scrollHeight - 4;
      const current = atEnd ? links.at(-1) : links.find((link) => inSight.has(link.hash));
      if (!current) return;
      for (const link of links) link.removeAttribute("aria-current");
      current.setAttribute("aria-current", "location");
    };
    addEventListener("scroll", mark, { passive: true });
    const observer = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) inSight[isIntersecting ? "add" : "delete"](`#${target.id}`);
      mark();
    }, { rootMargin: "-72px 0px -75% 0px" });
    for (const section of all("main > section[id]")) observer.observe(section);
  }

  // What a filter hides can still be found: by the browser's search, and by every link to it.
  const hide = (one, hidden) => (hidden ? one.setAttribute("hidden", "until-found") : one.removeAttribute("hidden"));

  function setUpFilter() {
    const panel = byId("page-filter");
    const choices = all("select", panel);
    const counter = byId("page-shown");
    const unfolded = new Set();
    const findings = Object.entries(data.findings).map(([id, numbers]) => ({ article: byId(id), numbers }));
    const groups = all(".stage, .signs, .area").filter((group) => group.querySelector(".finding"));
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
      const chosenAny = wanted.some(Boolean);
      for (const group of groups) {
        const found = group.querySelector(".finding:not([hidden])");
        hide(group, !found);
        // What fits is shown, not only that there is something; what was opened by hand stays as it is.
        for (let one = found && chosenAny && group; one; one = one.parentElement?.closest("details")) {
          if (!one.open) unfolded.add(one);
          one.open = true;
        }
      }
      if (!chosenAny) {
        for (const one of unfolded) one.open = false;
        unfolded.clear();
      }
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
    counted = count;
    count();
  }

  let counted = () => {};
  const MARK = "whatif=";
  const { measures, axes } = data.whatIf ?? { measures: [], axes: [] };
  const ids = measures.map(([id]) => id);
  const ticked = new Set();
  const boxes = ids.map(() => []);
  const needs = measures.map(([, , before]) => before);
  const closes = measures.map(([, , , gates]) => gates);
  // Ids of gates of which the reader assumes the opposite of what is so today; unknown ones are assumed to hold.
  const assumed = new Set();
  const gateBoxes = new Map();
  // Of each gate its name as the ladders have it.
  const nameOf = new Map(all(".ladder .rail li a:first-of-type").map((link) => [link.hash.slice(1), link.textContent]));
  const outcomesOf = new Map(axes.flatMap(({ stages }) => stages.flatMap(({ gates }) => gates.map((gate) => [gate[0], gate]))));
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

  const assumedMet = (gate) => assumed.has(gate) && !holds(outcomesOf.get(gate));

  // What nobody needs any more is no effort either: a measure is needed for a gate that it closes, or before another.
  function needed() {
    const found = new Set(ids.keys());
    for (const number of [...ids.keys()].reverse()) {
      const later = [...found].some((other) => needs[other].some(([gate, before]) => before === number && !assumedMet(gate)));
      if (!later && closes[number].every(assumedMet)) found.delete(number);
    }
    return found;
  }

  function effortLeft() {
    const still = needed();
    const left = measures.filter((_, number) => still.has(number) && !ticked.has(number)).map(([, days]) => days);
    // As domain/totals.py: expected days, whole for each measure, add up, distances from them by their squares.
    const sum = (part) => left.reduce((all, days) => all + part(days), 0);
    const expected = sum((days) => days[1]);
    const root = (end) => Math.ceil(Math.sqrt(sum((days) => (days[1] - days[end]) ** 2)));
    return fill(text.days, {
      low: grouped(expected - root(0)),
      expected: grouped(expected),
      high: grouped(expected + root(2)),
    });
  }

  const chosen = () => ticked.size + assumed.size > 0;

  function listAssumed() {
    const list = byId("what-if-assumed");
    const links = [...gateBoxes.keys()].filter((id) => assumed.has(id)).flatMap((id) => (
      [", ", element("a", { href: `#${id}` }, nameOf.get(id) ?? id)]
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
    for (const [id, pair] of gateBoxes) for (const box of pair) box.checked = assumed.has(id);
    listAssumed();
    document.documentElement.classList.toggle("what-if-on", chosen());
    byId("what-if-note").hidden = !chosen();
    draw(standings);
    const spoken = standings.map(({ stage, coordinate }, index) => (
      fill(text.axis, { axis: axes[index].name, stage, coordinate })
    ));
    return fill(ids.length ? text.spoken : text.spokenGates, { ...words, axes: spoken.join(". ") });
  }

  // Ground, edges and rungs of the picture beside the choices; in the one on the first screen the hollow mark alone.
  function draw([x, y]) {
    const [wide, high] = axes.map((axis) => axis.stages.length);
    const low = [x.low.number, y.low.number];
    const most = [x.high.number, y.high.number];
    const picture = byId("what-if-picture");
    const within = ([i, j], [right, top]) => i <= right && j <= top;
    all(".cell", picture).forEach((cell, place) => {
      const at = [place % wide + 1, high - Math.floor(place / wide)];
      const held = within(at, low) ? "reached" : within(at, most) ? "possible" : at[0] === at[1] ? "diagonal" : "field";
      cell.setAttribute("class", `cell ${held}`);
    });
    const edge = ([i, j]) => `M1.5 ${(high - j) * 100 + 1.5}H${i * 100 - 1.5}V${high * 100 - 1.5}`;
    picture.querySelector(".mx-edge").setAttribute("d", edge(low));
    picture.querySelector(".mx-reach").setAttribute("d", within(most, low) ? "M0 0" : edge(most));
    for (const rung of all("use[data-gate]", picture)) {
      const kind = { 1: "met", 0: "not_met", "?": "unknown" }[outcome(outcomesOf.get(rung.dataset.gate))];
      rung.setAttribute("href", `#r-${kind}`);
    }
    const spot = `translate(${low[0] * 100 - 50} ${(high - low[1]) * 100 + 50})`;
    const still = low.every((stage, index) => stage === axes[index].now);
    const arrived = low.every((stage, index) => stage === axes[index].target);
    for (const mark of all("[data-mark=open]")) mark.setAttribute("transform", spot);
    // What stays where it is today is no assumed place, on the target there is no flag, and where the range has changed
    // the place that is possible today is none.
    const root = document.documentElement.classList;
    root.toggle("what-if-still", still);
    root.toggle("what-if-arrived", arrived);
    root.toggle("what-if-moved", most.some((stage, index) => stage !== axes[index].most) || within(most, low));
  }

  // The page in the other language takes the choice along.
  function passOn(choice) {
    for (const link of all("a[hreflang]")) link.hash = choice;
  }

  // The address is the only place where the choice is kept. Measures stand in it in the order of the plan, then gates,
  // told apart by a tilde.
  function current() {
    const names = ids.filter((_, number) => ticked.has(number)).map(encodeURIComponent);
    names.push(...[...gateBoxes.keys()].filter((id) => assumed.has(id)).map((id) => `~${encodeURIComponent(id)}`));
    return names.length ? `#${MARK}${names.join("+")}` : "";
  }

  // Single choices one after the other are one step, so that the browser's way back leads out of the trying; what takes
  // many choices at once is a step of its own, so that it can be taken back.
  function store(series) {
    const choice = current();
    passOn(choice);
    try {
      const step = series && history.state?.series ? "replaceState" : "pushState";
      if (lasting) history[step]({ choice, series }, "", location.pathname + location.search + choice);
    } catch {
      // Some frames may not change their address; the choice holds as long as the page is open.
    }
  }

  // Where the reader stands already: the address stays, and a choice made from here begins a new step.
  function keep() {
    const choice = current();
    passOn(choice);
    try {
      if (lasting) history.replaceState({ choice, series: false }, "", location.href);
    } catch {
      // Some frames may not change their address; the choice holds as long as the page is open.
    }
  }

  // A step back or forward brings its own choice along; a link to a place in the page leaves the choice as it is.
  function step(event) {
    if (event.state?.choice !== undefined) restore(event.state.choice.slice(1));
    else {
      if (fragment().startsWith(MARK)) restore(fragment());
      keep();
    }
  }

  function restore(choice) {
    const wanted = choice.startsWith(MARK) ? choice.slice(MARK.length).split(/[+ ]+/).filter(Boolean) : [];
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
    const along = completed();
    passOn(wanted.length ? `#${MARK}${wanted.map(encodeURIComponent).join("+")}` : "");
    const spoken = show();
    said(along);
    announce([strangers && text.strangers, along, spoken].filter(Boolean).join(" "), strangers);
  }

  const listed = (numbers) => numbers.map((number) => number + 1).sort((one, other) => one - other).join(", ");
  // Whether what a measure needs is there: carried out before, or assumed to hold.
  const there = ([gate, before]) => ticked.has(before) || assumedMet(gate);

  // Whatever has to come before comes along, and is named.
  function completed() {
    const added = [];
    for (let missing = true; missing;) {
      missing = [...ticked].flatMap((number) => needs[number].filter((need) => !there(need)))[0];
      if (!missing) break;
      ticked.add(missing[1]);
      added.push(missing[1]);
    }
    return added.length ? fill(text.along, { numbers: listed(added) }) : "";
  }

  // Whatever builds on what is taken away goes with it.
  function emptied() {
    const gone = [];
    for (let left = true; left !== undefined;) {
      left = [...ticked].find((number) => !needs[number].every(there));
      if (left === undefined) break;
      ticked.delete(left);
      gone.push(left);
    }
    return gone.length ? fill(text.without, { numbers: listed(gone) }) : "";
  }

  function said(along) {
    byId("what-if-along").textContent = along;
  }

  function choose(numbers, wanted) {
    for (const number of numbers) ticked[wanted ? "add" : "delete"](number);
    const along = wanted ? completed() : emptied();
    store(numbers.length === 1);
    const spoken = show();
    said(along);
    announce(`${along} ${spoken}`.trim());
  }

  // Of a gate that applies the opposite can be assumed: at its finding, where the effect is far away and is shown, and in
  // the lists beside the picture.
  function addAssumption(gate) {
    const [id] = gate;
    const made = (seen, ...label) => {
      const input = element("input", { type: "checkbox", autocomplete: "off" });
      input.addEventListener("change", () => {
        assumed[input.checked ? "add" : "delete"](id);
        const along = input.checked ? "" : completed();
        store(true);
        const spoken = show();
        said(along);
        announce(`${along} ${spoken}`.trim(), seen);
      });
      gateBoxes.set(id, [...(gateBoxes.get(id) ?? []), input]);
      return element("label", {}, input, ...label);
    };
    const words = holds(gate) ? text.assumeNot : text.assume;
    const beside = made(true, element("span", {}, words, element("span", { class: "vh" }, ` (${id})`)));
    beside.className = "what-if-tick";
    byId(id).querySelector("summary").after(beside);
    for (const item of all(`#what-if [data-gate="${id}"]:not(use), #what-if [data-single="${id}"]`)) {
      const name = element("span", {}, item.textContent);
      // In the list of all, the rung shows what is; what would be assumed instead is said to who does not see it.
      const hint = element("small", { class: item.dataset.single ? "vh" : "" }, item.dataset.single ? words : "");
      item.replaceChildren(made(false, name, hint));
    }
  }

  function box(number, ...label) {
    const input = element("input", { type: "checkbox", autocomplete: "off" });
    input.addEventListener("change", () => choose([number], input.checked));
    boxes[number].push(input);
    return element("label", {}, input, ...label);
  }

  // Each measure can be ticked in the list of all of them and where it is described.
  function addBoxes(id, number) {
    const measure = byId(id);
    const title = measure.querySelector("summary span b").textContent;
    const days = element("small", {}, grouped(measures[number][1][1]));
    const list = byId("what-if-measures").querySelector(`[data-step="${measure.closest(".step").id.slice(5)}"]`);
    const count = element("b", { class: "number" }, `${number + 1} `);
    list.append(element("li", {}, box(number, element("span", {}, count, title), days)));
    const beside = box(number, element("span", {}, fill(text.tick, { number: number + 1 })));
    beside.className = "what-if-tick";
    measure.querySelector(".unfolded").prepend(beside);
  }

  // The picture beside the choices is that of the first screen, without what a reader is told there already.
  function copyPicture() {
    const copy = document.querySelector(".picture .mx").cloneNode(true);
    const square = copy.querySelector("svg.mx-square");
    square.id = "what-if-picture";
    square.setAttribute("role", "img");
    square.setAttribute("aria-label", text.pictured);
    for (const cell of all(".cell", square)) {
      for (const name of ["role", "aria-label", "tabindex"]) cell.removeAttribute(name);
      cell.querySelector("title")?.remove();
    }
    byId("what-if-picture-place").append(copy, document.querySelector(".picture .mx-legend").cloneNode(true));
  }

  // Every gate by its name as the ladders have it, stage by stage.
  function listGates() {
    for (const ladder of all(".ladder")) {
      for (const rail of all(".rail", ladder)) {
        const head = rail.parentElement.matches("details") ? rail.previousElementSibling.querySelector("b") : rail.previousElementSibling.firstChild;
        const gates = all("li", rail).map((item) => {
          const link = item.querySelector("a");
          return element("li", { "data-single": link.hash.slice(1), class: item.className }, link.textContent);
        });
        const list = element("ul", {}, ...gates);
        byId("what-if-gates").lastElementChild.append(element("fieldset", {}, element("legend", {}, head.textContent.trim()), list));
      }
    }
  }

  function setUpWhatIf() {
    copyPicture();
    listGates();
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
    addEventListener("popstate", step);
    show();
    if (fragment().startsWith(MARK)) restore(fragment());
    keep();
  }

  setUpTools();
  if (lasting) setUpSectionLinks();
  else setUpPlaces();
  setUpMatrix();
  setUpContents();
  setUpFilter();
  if (data.whatIf) setUpWhatIf();
  setUpFolds();
})();
