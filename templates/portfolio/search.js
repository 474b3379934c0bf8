// Looks for all words of the query in everything that the page holds; no server takes part.
(() => {
document.documentElement.classList.add("js");
const data = JSON.parse(document.getElementById("page-data").textContent);
const whole = { "\u00df": "ss", "\u0142": "l", "\u00f8": "o", "\u0111": "d", "\u00e6": "ae", "\u0153": "oe", "\u0131": "i" };
const plain = (text) => text.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f]/g, "").replace(/[\u00df\u0142\u00f8\u0111\u00e6\u0153\u0131]/g, (one) => whole[one]);
const entries = data.entries.map((one) => ({ one, name: plain(one[0]), all: plain([one[0], ...one.slice(2)].join(" ")) }));
const query = document.getElementById("query"), found = document.getElementById("found"), status = document.getElementById("status");
// A hit shows where the words stand in it.
const fits = (part, words) => words.some((word) => plain(part).includes(word));
const marked = (parts, words) => parts.map((part) => {
if (!fits(part, words)) return part;
const mark = document.createElement("mark");
mark.textContent = part;
return mark;
});
const put = (element, text, words) => {
element.append(...marked(text.split(/(\s+)/), words));
return element;
};
const around = (text, word, words) => {
const parts = text.split(/(\s+)/), at = parts.findIndex((part) => fits(part, [word])), from = Math.max(0, at - 12), to = at + 20;
return [from ? "… " : "", ...marked(parts.slice(from, to), words), to < parts.length ? " …" : ""];
};
const look = () => {
const words = plain(query.value).split(/\s+/).filter(Boolean);
const hits = words.length ? entries.filter((entry) => words.every((word) => entry.all.includes(word))) : [];
const rank = (entry) => words.reduce((sum, word) => sum + (entry.name.startsWith(word) ? 2 : entry.name.includes(word)), 0);
hits.sort((a, b) => rank(b) - rank(a));
found.replaceChildren(...hits.slice(0, 100).map(({ one: [name, href, kind, text, more] }) => {
const item = document.createElement("li"), link = document.createElement(href ? "a" : "b"), about = document.createElement("small"), line = document.createElement("p");
if (href) link.href = href;
put(link, name, words);
put(about, ` ${kind}`, words);
item.append(link, about, put(line, text, words));
let seen = plain(`${name} ${kind} ${text}`);
for (const word of words) {
if (seen.includes(word)) continue;
const why = document.createElement("p");
why.append(...around(more, word, words));
seen += plain(why.textContent);
item.append(why);
}
return item;
}));
status.textContent = !words.length ? "" : hits.length ? data.words.found.replace("%1", hits.length) : data.words.none;
};
query.addEventListener("input", () => {
history.replaceState(null, "", query.value ? `#${encodeURIComponent(query.value)}` : location.pathname + location.search);
look();
});
query.form.addEventListener("submit", (event) => event.preventDefault());
const read = () => {
try { query.value = decodeURIComponent(location.hash.slice(1)); } catch { /* no query of ours */ }
look();
};
addEventListener("hashchange", read);
read();
})();
