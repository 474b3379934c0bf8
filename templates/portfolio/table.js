// Sorts and filters the table of units. Without it the table is complete, and the chips filter by style sheet.
(() => {
const table = document.querySelector(".units");
if (!table) return;
const body = table.tBodies[0], rows = [...body.rows], form = document.querySelector(".filters");
const shown = form.querySelector(".shown"), language = document.documentElement.lang;
document.documentElement.classList.add("js");
const among = (key) => (row, value) => (row.dataset[key] || "").split(" ").includes(value);
const bears = (row, value) => row.classList.contains(value);
const stage = (place) => (row, value) => cell(row)[place] === value;
const cell = (row) => row.className.match(/c(\d\d)/)[1];
const day = (row) => row.querySelector("time").dateTime;
const label = (row) => row.cells[0].textContent;
const effort = (row) => row.dataset.e === undefined ? -1 : +row.dataset.e;
const tests = {
where: bears, moved: bears, cell: bears, group: among("g"), region: among("r"), tag: among("t"), target: among("z"),
stage1: stage(0), stage2: stage(1), certain: (row, value) => bears(row, value === "open" ? "prov" : "firm"),
effort: (row, value) => effort(row) <= +value, date: (row, value) => day(row) >= value,
name: (row, value) => label(row).toLocaleLowerCase(language).includes(value.toLocaleLowerCase(language)),
};
const filter = () => {
const wanted = [...new FormData(form)].filter(([name, value]) => value && tests[name]);
let count = 0;
for (const row of rows) {
const fits = wanted.every(([name, value]) => tests[name](row, value));
if (row.hidden === fits) row.hidden = !fits;
count += fits;
}
shown.textContent = wanted.length ? shown.dataset.words.replace("%1", count).replace("%2", rows.length) : "";
};
form.addEventListener("input", filter);
form.addEventListener("reset", () => setTimeout(filter));
form.addEventListener("submit", (event) => event.preventDefault());
const order = ["start", "above", "on", "below", "open"];
const keys = {
name: label, stages: (row) => +cell(row)[0] + +cell(row)[1] + cell(row) / 100, where: (row) => order.findIndex((one) => bears(row, one)),
open: (row) => row.querySelectorAll(".r:not(.met)").length, target: (row) => +row.dataset.z, effort, date: day,
};
const words = new Intl.Collator(language, { numeric: true });
for (const head of table.tHead.rows[0].cells) {
const key = keys[head.dataset.key];
if (!key) continue;
const button = document.createElement("button");
button.type = "button";
button.append(...head.childNodes);
head.append(button);
button.addEventListener("click", () => {
const sign = head.getAttribute("aria-sort") === "ascending" ? -1 : 1;
for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
head.setAttribute("aria-sort", sign > 0 ? "ascending" : "descending");
const keyed = rows.map((row, place) => [key(row), place, row]);
keyed.sort(([a, i], [b, j]) => sign * (typeof a === "string" ? words.compare(a, b) : a - b) || i - j);
body.append(...keyed.map(([, , row]) => row));
});
}
filter();
})();
