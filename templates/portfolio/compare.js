// Puts two units side by side: what is said of each, and gate by gate what differs.
(() => {
document.documentElement.classList.add("js");
const data = JSON.parse(document.getElementById("page-data").textContent);
const pick = ["first", "second"].map((id) => document.getElementById(id)), only = document.getElementById("only");
const box = document.getElementById("compared"), status = document.getElementById("status");
for (const select of pick) select.append(...data.units.map(([name], number) => new Option(name, number)));
// The units stand in the address by the names of their files: their numbers may be others after the next build.
const read = () => {
const told = new URLSearchParams(location.hash.slice(1));
pick.forEach((select, place) => {
const found = data.units.findIndex((unit) => unit[4] === told.get(select.id));
select.selectedIndex = found < 0 ? Math.min(place, data.units.length - 1) : found;
});
only.value = told.get("only");
if (only.selectedIndex < 0) only.selectedIndex = 0;
show();
};
const write = () => {
const kept = new URLSearchParams(pick.map((select) => [select.id, data.units[select.value][4]]));
if (only.selectedIndex) kept.set("only", only.value);
history.replaceState(null, "", `#${kept}`);
show();
};
// A style sheet may lay the table out in another way; what its parts are is said all the same.
const cell = (tag, content, role) => {
const made = document.createElement(tag);
if (tag === "th") made.scope = "row";
made.setAttribute("role", role || (tag === "th" ? "rowheader" : "cell"));
made.append(content);
return made;
};
const list = (places) => {
const made = document.createElement("ul");
made.append(...places.map((place) => {
const item = document.createElement("li");
item.textContent = data.measures[place];
return item;
}));
return made;
};
const line = (head, ...texts) => {
const row = document.createElement("tr");
row.setAttribute("role", "row");
row.append(cell("th", head), ...texts.map((text) => cell("td", text || "–")));
return row;
};
const over = (head) => {
const row = document.createElement("tr"), made = cell("th", head);
row.className = "stage";
row.setAttribute("role", "row");
made.colSpan = 3;
made.scope = "rowgroup";
row.append(made);
return row;
};
const letter = (key) => {
const text = document.createElement("span"), rung = document.createElement("i");
rung.className = "r " + { m: "met", n: "not_met", u: "unknown", a: "not_applicable" }[key];
text.append(rung, " " + data.outcomes[key]);
return text;
};
const show = () => {
const units = pick.map((select) => data.units[select.value]);
const table = document.createElement("table"), head = table.createTHead().insertRow();
let body = table.createTBody();
table.setAttribute("role", "table");
head.setAttribute("role", "row");
for (const [number, content] of [data.words.what, ...units].entries()) {
const made = document.createElement("th");
made.scope = "col";
made.setAttribute("role", "columnheader");
if (number) {
const link = document.createElement(content[1] ? "a" : "b");
if (content[1]) link.href = content[1];
link.textContent = content[0];
made.append(link);
} else made.textContent = content;
head.append(made);
}
data.heads.forEach((name, place) => body.append(line(name, ...units.map((unit) => place in unit[2] ? unit[2][place] : unit[5].length && list(unit[5])))));
let differ = 0, open = 0, place = 0;
for (const [stage, gates] of data.stages) {
const lines = [];
for (const name of gates) {
const [a, b] = units.map((unit) => unit[3][place]);
place += 1;
const unsure = a === "u" || b === "u";
if (a !== b) unsure ? open++ : differ++;
if (only.value === "every" || (a !== b && (only.value === "all" || (only.value === "open") === unsure))) lines.push(line(name, letter(a), letter(b)));
}
if (!lines.length) continue;
body = table.createTBody();
body.append(over(stage), ...lines);
}
status.textContent = differ || open ? data.words.differ.replace("%1", differ).replace("%2", open) : data.words.same;
box.replaceChildren(table);
box.hidden = false;
};
for (const one of [...pick, only]) one.addEventListener("input", write);
addEventListener("hashchange", read);
read();
})();
