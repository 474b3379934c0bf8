// Looks for all words of the query in everything that the page holds; no server takes part.
(() => {
document.documentElement.classList.add("js");
const data = JSON.parse(document.getElementById("page-data").textContent);
const whole = { "\u00df": "ss", "\u0142": "l", "\u00f8": "o", "\u0111": "d", "\u00e6": "ae", "\u0153": "oe", "\u0131": "i" };
const plain = (text) => text.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f]/g, "").replace(/[\u00df\u0142\u00f8\u0111\u00e6\u0153\u0131]/g, (one) => whole[one]);
const entries = data.entries.map((one) => ({ one, name: plain(one[0]), all: plain(one.join(" ")) }));
const query = document.getElementById("query"), found = document.getElementById("found"), status = document.getElementById("status");
const look = () => {
const words = plain(query.value).split(/\s+/).filter(Boolean);
const hits = words.length ? entries.filter((entry) => words.every((word) => entry.all.includes(word))) : [];
const rank = (entry) => words.reduce((sum, word) => sum + (entry.name.startsWith(word) ? 2 : entry.name.includes(word)), 0);
hits.sort((a, b) => rank(b) - rank(a));
found.replaceChildren(...hits.slice(0, 100).map(({ one: [name, href, kind, text] }) => {
const item = document.createElement("li"), link = document.createElement(href ? "a" : "b"), about = document.createElement("small"), line = document.createElement("p");
if (href) link.href = href;
link.textContent = name;
about.textContent = " " + kind;
line.textContent = text;
item.append(link, about, line);
return item;
}));
status.textContent = !words.length ? "" : hits.length ? data.words.found.replace("%1", hits.length) : data.words.none;
};
query.addEventListener("input", look);
query.form.addEventListener("submit", (event) => event.preventDefault());
if (location.hash.length > 1) try { query.value = decodeURIComponent(location.hash.slice(1)); } catch { /* no query of ours */ }
look();
})();
