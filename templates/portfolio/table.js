// Sorts and filters the table of units, and keeps in the address what is chosen. Without it the table is complete, and the chips filter by style sheet.
(() => {
const table = document.querySelector(".units");
if (!table) return;
const body = table.tBodies[0], rows = [...body.rows], form = document.querySelector(".filters"), heads = [...table.tHead.rows[0].cells];
const shown = form.querySelector(".shown"), nothing = document.querySelector(".nothing"), language = document.documentElement.lang;
document.documentElement.classList.add("js");
const among = (key) => (row, value) => (row.dataset[key] || "").split(" ").includes(value);
const bears = (row, value) => row.classList.contains(value);
const stage = (place) => (row, value) => cell(row)[place] === value;
const cell = (row) => row.className.match(/c(\d\d)/)[1];
const day = (row) => row.querySelector("time").dateTime;
const label = (row) => row.cells[0].textContent;
const effort = (row) => row.dataset.e === undefined ? undefined : +row.dataset.e;
const tests = {
where: bears, moved: bears, cell: bears, group: among("g"), region: among("r"), tag: among("t"), target: among("z"),
stage1: stage(0), stage2: stage(1), certain: (row, value) => bears(row, value === "open" ? "prov" : "firm"),
effort: (row, value) => effort(row) <= +value, date: (row, value) => day(row) >= value,
name: (row, value) => label(row).toLocaleLowerCase(language).includes(value.toLocaleLowerCase(language)),
};
// What stands over the table and beside the matrix says what is shown at present.
const title = document.querySelector("#units h2"), ordered = document.querySelector("#units .ordered"), told = [shown, document.querySelector(".cell-shown")];
const tally = document.querySelector("#units .tally"), everything = tally.textContent, unsorted = title.textContent;
const names = new Map(heads.map((head) => [head.dataset.key, head.firstChild.data]));
const entitle = (name, up) => {
const words = name ? title.dataset[up ? "up" : "down"].replace("%1", () => names.get(name)) : unsorted;
title.textContent = table.caption.textContent = words;
ordered.hidden = Boolean(name);
};
// Of many units the first are shown, until somebody wants all; on paper they always stand.
const FIRST = matchMedia("(max-width: 40rem)").matches ? 10 : 25, rest = document.querySelector(".rest");
let all = rows.length <= 1.6 * FIRST;
const wanted = () => [...new FormData(form)].filter(([name, value]) => value && tests[name]);
const filter = () => {
const choices = wanted();
let count = 0;
for (const row of body.rows) {
const fits = choices.every(([name, value]) => tests[name](row, value));
if (row.hidden === fits) row.hidden = !fits;
count += fits;
const later = fits && !all && count > FIRST;
if (row.classList.contains("later") !== later) row.classList.toggle("later", later);
}
rest.hidden = all || count <= FIRST;
rest.firstChild.textContent = rest.dataset.words.replace("%1", count.toLocaleString(language));
const part = choices.length ? shown.dataset.words.replace("%1", count.toLocaleString(language)).replace("%2", rows.length.toLocaleString(language)) : "";
for (const one of told) one.textContent = part;
tally.textContent = part || everything;
nothing.hidden = count > 0;
};
const order = ["start", "above", "on", "below", "open"];
const keys = {
name: label, stages: (row) => +cell(row)[0] + +cell(row)[1] + cell(row) / 100, where: (row) => order.findIndex((one) => bears(row, one)),
open: (row) => row.querySelector(".rungs") ? row.querySelectorAll(".r:not(.met)").length : undefined, target: (row) => +row.dataset.z, effort, date: day,
};
const words = new Intl.Collator(language, { numeric: true });
let sorted = "";
const sort = (by) => {
sorted = by;
const name = by.replace("-", ""), sign = by === name ? 1 : -1, key = keys[name];
for (const head of heads) head.dataset.key === name && name ? head.setAttribute("aria-sort", sign > 0 ? "ascending" : "descending") : head.removeAttribute("aria-sort");
const keyed = rows.map((row, place) => [key ? key(row) : place, place, row]);
// What a unit does not have stands last, whichever way.
keyed.sort(([a, i], [b, j]) => (a === undefined) - (b === undefined) || a !== undefined && sign * (typeof a === "string" ? words.compare(a, b) : a - b) || i - j);
body.append(...keyed.map(([, , row]) => row));
entitle(name, sign > 0);
};
// Groups, regions and tags stand in the address by their names: their numbers may be others after the next build.
const byName = ["group", "region", "tag"];
let typed = "";
const write = (by) => {
const kept = new URLSearchParams(wanted().map(([name, value]) => [name, byName.includes(name) ? form.elements[name].selectedOptions[0].text : value]));
if (sorted) kept.set("sort", sorted);
const hash = kept.size || [...kept].length ? `#${kept}` : "";
if (hash === location.hash || !hash && !isView()) return;
const again = by && by === typed;
history[again ? "replaceState" : "pushState"](null, "", hash || location.pathname + location.search);
typed = by;
};
const asked = () => new URLSearchParams(location.hash.slice(1));
const isView = () => [...asked().keys()].some((name) => tests[name] || name === "sort");
const read = () => {
// An address of a part of the page says nothing of the table.
if (location.hash && !isView()) {
filter();
return false;
}
const kept = asked();
for (const one of form.elements) {
if (!tests[one.name]) continue;
const value = kept.get(one.name) || "";
if (one.type === "radio") one.checked = one.value === value || !one.value && !document.getElementById(`f-${one.name}-${value}`);
else if (byName.includes(one.name)) one.selectedIndex = Math.max(0, [...one.options].findIndex((option) => option.value && option.text === value));
else one.value = value;
}
const by = kept.get("sort") || "", more = form.querySelector("details");
if (by !== sorted) sort(keys[by.replace("-", "")] ? by : "");
more.open ||= [...more.querySelectorAll("select, input")].some((one) => one.value);
typed = "";
filter();
return Boolean(location.hash);
};
document.addEventListener("input", ({ target }) => {
if (target.form !== form) return;
filter();
write(target.matches("[type=search], [type=number], [type=date]") ? target.name : "");
});
form.addEventListener("reset", () => setTimeout(() => {
filter();
write("");
}));
form.addEventListener("submit", (event) => event.preventDefault());
for (const head of heads) {
if (!keys[head.dataset.key]) continue;
// On paper heads stand on each page as texts: browsers do not repeat buttons.
head.dataset.name = names.get(head.dataset.key);
const button = document.createElement("button");
button.type = "button";
button.append(head.firstChild);
head.prepend(button);
button.addEventListener("click", () => {
sort((head.getAttribute("aria-sort") === "ascending" ? "-" : "") + head.dataset.key);
if (!all) filter();
write("");
});
}
rest.firstChild.addEventListener("click", () => {
const next = body.querySelector(".later a");
all = true;
filter();
next?.focus();
});
// The way to the table leaves the address as it is: it says what is chosen.
document.querySelector(".to-table").addEventListener("click", (event) => {
event.preventDefault();
document.getElementById("units").scrollIntoView();
table.parentElement.focus({ preventScroll: true });
});
addEventListener("popstate", read);
if (read()) document.getElementById("units").scrollIntoView();
})();
