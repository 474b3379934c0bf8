// Puts two units side by side: what is said of each, and gate by gate what differs.
(() => {
document.documentElement.classList.add("js");
const data = JSON.parse(document.getElementById("page-data").textContent);
const pick = ["first", "second"].map((id) => document.getElementById(id)), only = document.getElementById("only");
const box = document.getElementById("compared"), status = document.getElementById("status");
pick.forEach((select, place) => {
select.append(...data.units.map(([name], number) => new Option(name, number)));
select.selectedIndex = Math.min(place, data.units.length - 1);
});
const cell = (tag, content) => {
const made = document.createElement(tag);
if (tag === "th") made.scope = "row";
made.append(content);
return made;
};
const line = (head, note, ...texts) => {
const row = document.createElement("tr"), name = cell("th", head);
if (note) {
const small = document.createElement("small");
small.textContent = note;
name.append(small);
}
row.append(name, ...texts.map((text) => cell("td", text || "–")));
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
const table = document.createElement("table"), head = table.createTHead().insertRow(), body = table.createTBody();
for (const [number, content] of [data.words.what, ...units].entries()) {
const made = document.createElement("th");
made.scope = "col";
if (number) {
const link = document.createElement(content[1] ? "a" : "b");
if (content[1]) link.href = content[1];
link.textContent = content[0];
made.append(link);
} else made.textContent = content;
head.append(made);
}
data.heads.forEach((name, place) => body.append(line(name, "", units[0][2][place], units[1][2][place])));
let differ = 0, open = 0;
data.gates.forEach(([name, about], place) => {
const [a, b] = units.map((unit) => unit[3][place]);
if (a !== b) a === "u" || b === "u" ? open++ : differ++;
if (!only.value || (a !== b && (only.value === "all" || (only.value === "open") === (a === "u" || b === "u")))) body.append(line(name, about, letter(a), letter(b)));
});
status.textContent = differ || open ? data.words.differ.replace("%1", differ).replace("%2", open) : data.words.same;
box.replaceChildren(table);
box.hidden = false;
};
for (const one of [...pick, only]) one.addEventListener("input", show);
show();
})();
