// Puts the questions, writes the profile after each answer, and lets it be downloaded. Nothing leaves the page.
(() => {
document.documentElement.classList.add("js");
const data = JSON.parse(document.getElementById("page-data").textContent);
{% include "interview/answers.js" %}
{% include "interview/times.js" %}
const words = data.words, KEY = `lmmm-report.interview.${data.language}`;
const find = (id) => document.getElementById(id);
const today = () => {
const now = new Date();
return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
};
// So many questions come before the page asks whether to go on, and so few more without asking.
const FIRST = 20, FEW = 3;
const begun = data.day || today();
// `typed`: what is not yet an answer, and how times were put together; `tail`: the questions that are put on wish, behind
// all others; `here`: the question on the page, as others may come before it.
let answers = {}, typed = {}, day = begun, at = 0, here = "", tail = [], details = false, further = false, saved = true;
const say = (name, values = {}) => Object.entries(values).reduce((text, [key, value]) => text.replace(`%${key}`, () => value), words[name]);
const make = (name, fields = {}, ...children) => {
const element = document.createElement(name);
for (const [key, value] of Object.entries(fields)) if (key in element && key !== "list") element[key] = value; else element.setAttribute(key, value);
element.append(...children);
return element;
};
const listed = (all) => {
const kept = given(answers), settled = (after) => Object.keys(after).length && holds(after, {}, kept);
const wanted = (question) => all || question.parts.some((part) => has(kept, part.id)) || !(question.details || settled(question.details_if));
const list = data.questions.filter((question) => wanted(question) && asked(question.parts[0], question, kept));
return [...list.filter((question) => !tail.includes(question.id)), ...list.filter((question) => tail.includes(question.id))];
};
const shown = () => listed(details);
// What would sharpen the result, without what nobody could say.
const unasked = () => {
const list = shown();
return listed(true).filter((question) => !list.includes(question));
};
const unanswered = () => {
const kept = given(answers);
return shown().filter((question) => !has(kept, question.id));
};
const openLeft = (count) => say(count === 1 ? "open_left_one" : "open_left", { 1: count });
const keep = () => {
if (!find("keep").checked) return;
try {
localStorage.setItem(KEY, JSON.stringify({ answers, typed, tail, day, details, further }));
saved = true;
} catch {
find("keep").checked = false;
}
};
const named = () => data.questions.filter((question) => question.required).every((question) => has(given(answers), question.id));
const beside = () => {
const ready = named();
find("download").disabled = find("copy").disabled = !ready;
find("preview").textContent = ready ? written(answers, day) : say("required");
const kept = given(answers), list = shown(), now = list.findIndex((question) => question.id === here), over = find("asked").querySelector(".over");
if (now >= 0) at = now;
if (now >= 0 && over) over.textContent = say("progress", { 1: at + 1, 2: list.length });
find("all").replaceChildren(...list.map((question, number) => {
const answer = kept[question.id];
const blank = question.parts.some((part) => !part.aside && asked(part, question, kept) && !has(kept, part.id));
const mark = answer === undefined ? "·" : isOpen(answer) ? answer === UNKNOWN ? "?" : "–" : blank ? "½" : "✓";
const told = answer === undefined ? say("open") : isOpen(answer) ? say(OPEN[answer]) : say(blank ? "in_part" : "answered");
const button = make("button", { type: "button" }, make("span", { className: answer === undefined ? "" : "has", ariaHidden: "true" }, mark), make("span", {}, question.parts[0].text, make("span", { className: "vh" }, ` (${told})`)));
if (number === at) button.setAttribute("aria-current", "step");
button.addEventListener("click", () => go(number));
return make("li", {}, button);
}));
};
const answer = (part, value) => {
if (value === undefined) delete answers[part.id];
else answers[part.id] = value;
saved = false;
keep();
beside();
};
const parts = (question) => question.parts.filter((part) => !part.aside && asked(part, question, given(answers)));
// Two answers that every part has: that it is not known, and that nobody asked; and in one's own words that there is none.
const OPEN_ONES = [[UNKNOWN, "unknown", "dont-know"], [NOT_ASKED, "not_asked_of", "not-asked"]];
const openOnes = (part, type, name) => [...(part.none === null ? [] : [[NONE, TIMES.includes(part.kind) ? "never" : "none_of_it", "none-of-it"]]), ...OPEN_ONES].map(([value, said, kind]) => {
const input = make("input", { type, name, value, checked: answers[part.id] === value });
return [make("label", { className: `iv-choice open-one ${kind}` }, input, say(said)), input];
});
const choices = (question, part, head, again) => {
const several = part.kind === "several", type = several ? "checkbox" : "radio", name = `part-${part.id}`;
const field = make("fieldset", {}, make("legend", { className: head ? "vh" : "" }, part.text));
const inputs = [];
for (const option of offered(part, given(answers))) {
const chosen = answers[part.id];
const input = make("input", { type, name, value: option.id, checked: several ? Array.isArray(chosen) && chosen.includes(option.id) : chosen === option.id });
inputs.push(input);
field.append(make("label", { className: "iv-choice" }, input, option.text));
}
const open = part.aside ? [] : openOnes(part, type, name), openInputs = open.map(([, input]) => input);
if (open.length) field.append(make("div", { className: "iv-open" }, ...open.map(([label]) => label)));
field.addEventListener("change", (event) => {
if (openInputs.includes(event.target)) {
[...inputs, ...openInputs].forEach((input) => { if (input !== event.target && several) input.checked = false; });
answer(part, event.target.checked ? event.target.value : undefined);
} else if (several) {
openInputs.forEach((input) => { input.checked = false; });
const alone = part.options.filter((option) => option.alone).map((option) => option.id), none = alone.includes(event.target.value);
inputs.forEach((input) => { if (input !== event.target && (none || alone.includes(input.value))) input.checked = false; });
const ids = inputs.filter((input) => input.checked).map((input) => input.value);
answer(part, ids.length ? ids : undefined);
} else answer(part, event.target.value);
again(part);
});
return field;
};
// A line for words or a time. What is wrong or begun only is no answer; it stays, and is named before the next question.
const line = (part, head, input, check, again) => {
const name = `part-${part.id}`, fault = make("p", { className: "iv-fault", id: `${name}-fault`, role: "status" });
const open = openOnes(part, "checkbox", `${name}-open`);
const wrong = () => {
const text = input.value();
return text ? check(text) : input.half();
};
const take = (late) => {
const text = input.value(), is = wrong();
if (text || is) open.forEach(([, one]) => { one.checked = false; });
if (!late || fault.textContent) fault.textContent = text ? is : "";
if (input.state(text && !is) === undefined) delete typed[part.id];
else typed[part.id] = input.state(text && !is);
const chosen = open.find(([, one]) => one.checked);
answer(part, chosen ? chosen[1].value : is || !text ? undefined : text);
if (again) again(part);
};
for (const [, one] of open) one.addEventListener("change", () => {
if (one.checked) {
input.clear();
open.forEach(([, other]) => { other.checked = other === one; });
}
take();
});
input.field.addEventListener("input", (event) => take(event.target.dataset.late));
input.field.addEventListener("change", () => { if (input.value()) fault.textContent = wrong(); });
const box = make("div", { className: "iv-line" }, make("label", { htmlFor: name, className: head ? "vh" : "" }, part.text), input.field, fault);
if (!part.aside && !data.questions.some((question) => question.required && question.parts[0] === part)) box.append(make("div", { className: "iv-open" }, ...open.map(([label]) => label)));
// Whether one may go on; if not, it is said why, and where.
box.stuck = () => {
fault.textContent = wrong();
if (fault.textContent) ([...input.field.querySelectorAll("input, select")].find((one) => !one.value) || input.field.querySelector("input") || box.querySelector("input, select")).focus();
return fault.textContent !== "";
};
if (has(typed, part.id)) fault.textContent = wrong();
return box;
};
// Shares that validate reads: so many of so many, percent, a part, a word.
const SHARE = /^(?:(?:about|etwa|rund|over|über|under|unter|almost|knapp|gut) )?(?:(?:100|[0-9]{1,2})(?: ?%| percent| prozent)?|(?:[0-9]{1,3}) (?:of|von|out of|aus) [1-9][0-9]{0,2}|half|hälfte|die hälfte|two thirds|zwei drittel|three quarters|drei viertel)$/;
const SHARE_WORDS = ["always", "mostly", "rarely", "never", "everything", "nothing", "immer", "meistens", "selten", "nie", "alles", "nichts"];
const isShare = (text) => {
const plain = text.toLowerCase(), of = /([0-9]+) (?:of|von|out of|aus) ([0-9]+)$/.exec(plain);
return SHARE_WORDS.includes(plain) || (SHARE.test(plain) && (!of || Number(of[1]) <= Number(of[2])));
};
const textLine = (part, head, again) => {
const field = make("input", { type: "text", id: `part-${part.id}`, autocomplete: "off", value: isText(typed[part.id]) ? typed[part.id] : answers[part.id] && !isOpen(answers[part.id]) && !(part.none !== null && answers[part.id] === NONE) ? answers[part.id] : "" });
if (part.kind === "number") field.inputMode = "numeric";
const check = (text) => {
if (denies(part, text)) return "";
if (part.kind === "days") return fitting(part, text, {}) ? "" : say("days");
if (part.kind === "number") return fitting(part, text, {}) ? "" : say("number", { 1: part.least, 2: part.most });
if (part.kind === "amount") return fitting(part, text, {}) ? "" : say("amount");
if (part.kind === "duration") return fitting(part, text, {}) ? "" : say("duration");
if (part.kind === "share") return isShare(text) ? "" : say("share");
if (toldBefore(part, text, answers)) return say("told_before");
return saysNothing(text) ? say("says_nothing") : Array.from(text).length > part.most ? say("too_long", { 1: part.most }) : "";
};
return line(part, head, { field, value: () => cleaned(field.value), half: () => "", state: (fits) => fits || !cleaned(field.value) ? undefined : field.value, clear: () => { field.value = ""; } }, check, again);
};
const SEASONS = ["spring", "summer", "autumn", "winter"];
const between = (first, last) => `${first} ${say("time.to")} ${last}`;
// What a time may be told as, by what is asked for.
const TOLD = {
time: ["words", "ongoing", "ago", "month", "quarter", "season", "year", "month_span", "quarter_span", "year_span", "day"],
ahead: ["words", "soon", "next_quarter", "month", "quarter", "season", "year", "day"],
until: ["words", "year", "quarter", "month", "season", "day"],
};
const timeLine = (part, head) => {
const had = answers[part.id], before = isGroup(typed[part.id]) ? typed[part.id] : had && !isOpen(had) && had !== NONE ? { kind: "words", told: had } : {};
// Nothing is chosen beforehand: what nobody has touched is no answer.
const select = (name, values, label) => {
const list = make("select", { ariaLabel: label });
for (const [value, text] of before[name] && !values.some(([value]) => value === before[name]) ? [...values, [before[name], before[name]]] : values) list.append(make("option", { value, selected: value === before[name] }, text));
return list;
};
const past = part.kind === "time", year = Number(day.slice(0, 4)), years = [["", say("time.pick_year")], ...Array.from({ length: past ? 12 : 8 }, (_, by) => [String(past ? year - by : year + by), String(past ? year - by : year + by)])];
const months = [["", say("time.pick_month")], ...Array.from({ length: 12 }, (_, number) => [two(number + 1), new Intl.DateTimeFormat(data.language, { month: "long", timeZone: "UTC" }).format(new Date(Date.UTC(2024, number, 1)))])];
const quarters = [["", say("time.pick_quarter")], ...[1, 2, 3, 4].map((number) => [String(number), `Q${number}`])], which = say("time.which"), last = say("time.last");
const kind = select("kind", [["", say("time.none")], ...TOLD[part.kind].map((name) => [name, say(`time.${name}`)])], part.text);
kind.id = `part-${part.id}`;
const lists = {
kind,
told: make("input", { type: "text", className: "iv-told", ariaLabel: say("time.words"), autocomplete: "off", value: before.told || "" }),
count: make("input", { type: "text", inputMode: "numeric", ariaLabel: say("time.how_many"), placeholder: say("time.how_many"), value: before.count || "" }),
unit: select("unit", ["weeks", "days", "months", "years"].map((name) => [name, say(`time.${name}`)]), which),
date: make("input", { type: "date", ...(past ? { max: day } : { min: day }), ariaLabel: say("time.day"), value: before.date || "" }),
month: select("month", months, which), quarter: select("quarter", quarters, which),
season: select("season", [["", say("time.pick_season")], ...SEASONS.map((name) => [name, say(`time.${name}`)])], which), when: select("when", years, which),
month2: select("month2", months, last), quarter2: select("quarter2", quarters, last), when2: select("when2", years, last),
};
lists.told.dataset.late = "yes";
const { told, count, unit, date, month, quarter, season, when, month2, quarter2, when2 } = lists;
const until = make("span", { className: "iv-to" }, say("time.to"));
const more = { words: [told], soon: [], next_quarter: [], ongoing: [], ago: [count, unit], month: [month, when], quarter: [quarter, when], season: [season, when], year: [when], month_span: [month, when, until, month2, when2], quarter_span: [quarter, when, until, quarter2, when2], year_span: [when, until, when2], day: [date] };
const missing = () => (more[kind.value] || []).some((one) => one !== until && !one.value);
const value = () => {
if (missing()) return "";
switch (kind.value) {
case "words": return cleaned(told.value);
case "ongoing": return say("time.ongoing_word");
case "soon": return say("time.soon_word");
case "next_quarter": return say("time.next_quarter_word");
case "month_span": return between(`${when.value}-${month.value}`, `${when2.value}-${month2.value}`);
case "quarter_span": return between(`${when.value}-Q${quarter.value}`, `${when2.value}-Q${quarter2.value}`);
case "year_span": return between(when.value, when2.value);
case "ago": {
const said = cleaned(count.value).toLowerCase(), number = has(data.numbers, said) ? data.numbers[said] : said;
return /^[1-9][0-9]?$/.test(number) ? say(number === "1" ? `time.one_${unit.value}_ago` : `time.${unit.value}_ago`, { 1: number }) : "";
}
case "month": return `${when.value}-${month.value}`;
case "quarter": return `${when.value}-Q${quarter.value}`;
case "season": return `${say(`time.${season.value}`)} ${season.value === "winter" ? `${when.value}/${two((Number(when.value) + 1) % 100)}` : when.value}`;
case "year": return when.value;
case "day": return /^(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}$/.test(date.value) ? date.value : "";
default: return "";
}
};
const half = () => !kind.value || value() ? "" : say(kind.value === "ago" ? "time.half_count" : kind.value === "words" ? "time.half_words" : "time.half");
const state = () => kind.value ? Object.fromEntries(["kind", ...Object.keys(lists).filter((name) => (more[kind.value] || []).includes(lists[name]))].map((name) => [name, lists[name].value])) : undefined;
const field = make("div", { className: "iv-time" }), place = () => field.replaceChildren(kind, ...(more[kind.value] || []));
place();
kind.addEventListener("change", place);
const clear = () => {
kind.value = "";
place();
};
return line(part, head, { field, value, half, state, clear }, (text) => liesWrong(part, text) || (toldBefore(part, text, answers) ? say("told_before") : ""));
};
// What is meant and an example, folded together; where parts of a question share them, they stand with the first.
const aside = (question, part) => {
const alike = part.aside ? part : parts(question).find((other) => other.help === part.help && other.example === part.example);
if ((alike && alike !== part) || !(part.help || part.example)) return [];
const label = say(part.help && part.example ? "help_example" : part.help ? "help" : "example");
const example = part.example ? [make("p", { className: "iv-example" }, ...(part.help ? [make("strong", {}, `${say("example")}: `)] : []), part.example)] : [];
return [make("details", {}, make("summary", {}, label), ...(part.help ? [make("p", {}, part.help)] : []), ...example)];
};
const partField = (question, part, again) => {
const head = part === question.parts[0];
const field = part.options.length ? choices(question, part, head, again) : TIMES.includes(part.kind) ? timeLine(part, head) : textLine(part, head, question.parts.some((other) => has(other.if_not, part.id)) ? again : undefined);
field.append(...aside(question, part));
return field;
};
// On whose word the answers to a question rest, where it is not who tells the rest.
const onWord = (question) => {
const own = question.parts.filter((part) => part.aside);
if (!own.length) return [];
const told = own.some((part) => has(answers, part.id));
return [make("details", { className: "iv-word", open: told }, make("summary", {}, say("on_word")), ...own.map((part) => {
const field = partField(question, part, () => {});
field.dataset.part = part.id;
return field;
}))];
};
const show = (focus) => {
const list = shown();
at = Math.min(at, list.length);
here = at < list.length ? list[at].id : "";
const box = find("asked");
beside();
if (at === list.length) {
const rest = unasked(), open = unanswered();
const buttons = make("div", { className: "iv-moves" }, button("back", () => go(at - 1), true));
if (rest.length) buttons.append(button("more", () => {
tail = [...tail, ...rest.map((question) => question.id)];
details = further = true;
keep();
go(list.length);
}));
if (open.length) buttons.append(button("first_open", () => go(shown().indexOf(open[0])), true));
box.replaceChildren(make("h2", { tabIndex: -1 }, say("done")), ...(open.length ? [make("p", {}, openLeft(open.length))] : []), ...(rest.length ? [make("p", {}, say(rest.length === 1 ? "sharpen_one" : "sharpen", { 1: rest.length }))] : []), buttons);
} else if (at === FIRST && !further && !details && list.length > FIRST + FEW) {
const buttons = make("div", { className: "iv-moves" }, button("back", () => go(at - 1), true), button("go_on", () => { further = true; keep(); show(true); }), button("enough", () => { further = true; keep(); go(list.length); }, true));
box.replaceChildren(make("h2", { tabIndex: -1 }, say("pause")), make("p", {}, say("pause_more", { 1: list.length - FIRST })), buttons);
} else {
const question = list[at], fields = make("div");
const fill = (changed) => {
// What stands before the part that was changed stays, so that the keyboard stays where it is.
const wanted = parts(question), known = [...fields.children];
const from = changed ? known.findIndex((field) => field.dataset.part === changed.id) + 1 : 0;
known.slice(from).forEach((field) => field.remove());
for (const part of wanted.slice(changed ? wanted.indexOf(changed) + 1 : 0)) {
const field = partField(question, part, fill);
field.dataset.part = part.id;
fields.append(field);
}
};
fill();
if (question.required) {
const date = make("input", { type: "date", id: "day", value: day });
date.addEventListener("input", () => {
if (!/^(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}$/.test(date.value)) return;
day = date.value;
for (const part of data.questions.flatMap((one) => one.parts)) if (TIMES.includes(part.kind) && isText(answers[part.id]) && !isOpen(answers[part.id]) && answers[part.id] !== NONE && liesWrong(part, answers[part.id])) delete answers[part.id];
saved = false;
keep();
beside();
});
fields.append(make("div", { className: "iv-line" }, make("label", { htmlFor: "day" }, say("date")), date));
}
const moves = make("div", { className: "iv-moves" });
if (at) moves.append(button("back", () => go(at - 1), true));
moves.append(button("next", () => {
if (![...box.querySelectorAll(".iv-line")].some((one) => one.stuck && one.stuck())) go(at + 1);
}));
if (!question.required) {
moves.append(button("skip", () => {
for (const part of question.parts) {
delete answers[part.id];
delete typed[part.id];
}
saved = false;
keep();
go(at + 1);
}, true));
}
box.replaceChildren(make("p", { className: "over" }, say("progress", { 1: at + 1, 2: list.length })), make("h2", { tabIndex: -1 }, question.parts[0].text), fields, ...onWord(question), moves);
}
if (focus) {
box.scrollIntoView({ block: "nearest" });
box.querySelector("h2").focus({ preventScroll: true });
}
};
const button = (name, act, quiet) => {
const made = make("button", { type: "button", className: quiet ? "plain-button" : "", id: `move-${name}` }, say(name));
made.addEventListener("click", act);
return made;
};
const go = (number) => {
at = Math.max(0, number);
show(true);
};
const fileName = () => {
const name = cleaned(String(given(answers).company || "")).toLowerCase().replace(/ä/g, "ae").replace(/ö/g, "oe").replace(/ü/g, "ue").replace(/ß/g, "ss").normalize("NFKD").replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");
return `${name.slice(0, 60) || "profile"}.yaml`;
};
find("download").addEventListener("click", () => {
const address = URL.createObjectURL(new Blob([written(answers, day)], { type: "application/yaml" }));
const link = make("a", { href: address, download: fileName() });
link.click();
setTimeout(() => URL.revokeObjectURL(address), 60000);
saved = true;
const left = unanswered().length;
find("told").textContent = [say("saved", { 1: fileName() }), ...(left ? [openLeft(left)] : [])].join(" ");
});
find("copy").addEventListener("click", async () => {
try {
await navigator.clipboard.writeText(written(answers, day));
find("told").textContent = say("copied");
} catch {
find("told").textContent = say("not_copied");
}
});
find("keep").addEventListener("change", () => {
if (find("keep").checked) keep();
else {
try {
localStorage.removeItem(KEY);
} catch {
}
saved = !Object.keys(given(answers)).length;
}
});
find("begin-anew").addEventListener("click", () => {
if (Object.keys(given(answers)).length && !window.confirm(say("really_anew"))) return;
answers = {};
typed = {};
tail = [];
day = begun;
details = further = false;
saved = true;
try {
localStorage.removeItem(KEY);
} catch {
}
find("keep").checked = false;
go(0);
});
window.addEventListener("beforeunload", (event) => {
if (!saved) event.preventDefault();
});
try {
const stored = JSON.parse(localStorage.getItem(KEY));
if (stored) {
find("keep").checked = true;
answers = isGroup(stored.answers) ? stored.answers : {};
typed = isGroup(stored.typed) ? stored.typed : {};
tail = Array.isArray(stored.tail) ? stored.tail : [];
day = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(stored.day) ? stored.day : day;
details = stored.details === true;
further = stored.further === true;
}
} catch {
}
show(false);
})();
