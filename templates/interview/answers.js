// What editing/answers.py and editing/answered.py do, step by step: the same answers give the same bytes.
const NONE = "none", TIMES = ["time", "ahead", "until"], COUNTED = ["number", "amount", "days"], UNKNOWN = "?", NOT_ASKED = "-", OPEN = { "?": "not_known", "-": "not_asked" }, ONGOING = "ongoing";
const PLAIN = /^[a-z][a-z0-9_]*$/, PLAIN_TIME = /^[0-9]{4}(?:-[0-9]{2}){1,2}$/;
const REFERENCE = /^\$([a-z][a-z0-9_]*(?:\.[a-z]+)?)(?: or ([a-z_]+)(?: unless ([a-z][a-z0-9_]*))?)?$/;
const BLANK = /[\t\n\x0b\x0c\r \x85\xa0\u2028\u2029]+/gu;
const REFUSED = /[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u202a-\u202e\u2060\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]/gu;
const EDGES = /^ +| +$/g;
const isText = (tree) => typeof tree === "string";
const isGroup = (tree) => tree !== null && typeof tree === "object" && !Array.isArray(tree);
const isEmpty = (tree) => Array.isArray(tree) ? !tree.length : isGroup(tree) && !Object.keys(tree).length;
const has = (group, name) => Object.prototype.hasOwnProperty.call(group, name);
const cleaned = (text) => text.replace(REFUSED, "").replace(BLANK, " ").replace(EDGES, "");
const saysNothing = (text) => !text || data.empty.includes(text.toLowerCase());
const quoted = (text) => `"${text.replace(/\\/g, "\\\\").replace(/"/g, '\\"')}"`;
const word = (text) => PLAIN.test(text) ? text : quoted(text);
const isOpen = (answer) => isText(answer) && has(OPEN, answer);
const among = (answers, part, ids) => {
const answer = has(answers, part) ? answers[part] : "";
const all = !answer.length || isOpen(answer) ? [""] : isText(answer) ? [answer] : answer;
return all.some((one) => ids.includes(one));
};
const holds = (when, not, answers) => Object.entries(when).every(([part, ids]) => among(answers, part, ids))
&& !Object.entries(not).some(([part, ids]) => among(answers, part, ids));
const asked = (part, question, answers) => {
const main = question.parts[0];
if (part.aside && (!has(answers, main.id) || isOpen(answers[main.id]))) return false;
return holds(main.if, main.if_not, answers) && (part === main || holds(part.if, part.if_not, answers));
};
const offered = (part, answers) => part.options.filter((option) => holds(option.if, {}, answers));
// Counts and durations as people say them: facts/counts.py.
const GROUPED = /^(?:[1-9][0-9]{0,2}(?:[.,’' ][0-9]{3}){1,2}|[0-9]{1,9})$/, HOW_LONG = /^([0-9]{1,4}) ?(.+)$/;
const taken = (text, table, behind) => {
for (const [said, meant] of table) {
if (behind && text.endsWith(` ${said}`)) return [meant, text.slice(0, -said.length - 1)];
if (!behind && (text.startsWith(`${said} `) || (said === "~" && text.startsWith(said)))) return [meant, text.slice(said.length).replace(/^ +/, "")];
}
return ["", text];
};
const countOf = (text) => {
let [per, plain] = taken(text.toLowerCase(), data.periods, true), rough;
if (!per) [per, plain] = taken(plain, data.periods);
[rough, plain] = taken(plain, data.rough);
if (has(data.numbers, plain)) plain = data.numbers[plain];
return GROUPED.test(plain) ? { rough, digits: plain.replace(/[^0-9]/g, "").replace(/^0+/, "") || "0", per } : null;
};
const durationOf = (text) => {
let plain = text.toLowerCase();
const before = data.within.find((said) => plain.startsWith(`${said} `));
if (before) plain = plain.slice(before.length + 1);
const first = plain.split(" ", 1)[0];
if (has(data.numbers, first)) plain = `${data.numbers[first]} ${plain.slice(first.length + 1)}`;
const match = HOW_LONG.exec(plain);
return match && has(data.units, match[2]) ? `${Number(match[1])} ${data.units[match[2]]}` : "";
};
const HALVES = /^([0-9]{1,4})(?:[.,]([05])| ?(½|1\/2))?$/;
const daysOf = (part, text) => {
let [per, plain] = taken(text.toLowerCase(), data.periods, true);
if (!per) [per, plain] = taken(plain, data.periods);
const unit = data.day_words.find((said) => plain.endsWith(` ${said}`));
if (unit) plain = plain.slice(0, -unit.length - 1);
const match = HALVES.exec(plain), months = data.months[per || part.per] || 0;
if (!match && !has(data.halves, plain)) return null;
const halves = has(data.halves, plain) ? data.halves[plain] : 2 * Number(match[1]) + (match[2] === "5" || match[3] ? 1 : 0);
if (!months || halves % months) return null;
const days = halves / months / 2;
return days > 0 && days <= part.most ? { text: String(days), per: part.per } : null;
};
const counted = (part, text) => {
if (part.kind === "days") return daysOf(part, text);
const count = countOf(text);
if (!count || (count.per && !part.per)) return null;
let number = Number(count.digits);
if (part.kind === "number" && count.per) {
const months = has(data.months, count.per) ? data.months[count.per] : 0;
if (!months || number % months) return null;
number /= months;
}
if (number < part.least || number > part.most || (part.kind === "number" && count.rough)) return null;
return { text: count.rough ? `${count.rough} ${number}` : String(number), per: count.per || part.per };
};
const fitting = (part, answer, answers) => {
if (isOpen(answer)) return part.aside ? "" : answer;
const ids = offered(part, answers).map((option) => option.id);
if (part.kind === "several") {
const chosen = isText(answer) ? [] : ids.filter((id) => answer.includes(id));
return chosen.length < 2 ? chosen : chosen.filter((id) => !part.options.some((option) => option.alone && option.id === id));
}
if (!isText(answer)) return "";
if (part.kind === "choice") return ids.includes(answer) ? answer : "";
const text = cleaned(answer);
if (denies(part, text)) return NONE;
if (COUNTED.includes(part.kind)) return counted(part, text) ? text : "";
if (part.kind === "duration") return durationOf(text) ? text : "";
return !text || (saysNothing(text) && part.kind !== "share") || Array.from(text).length > part.most || toldBefore(part, text, answers) ? "" : text;
};
const denies = (part, text) => part.none !== null && data.none_words.includes(text.toLowerCase());
const toldBefore = (part, text, answers) => part.unlike.some((other) => has(answers, other) && answers[other] === text);
const given = (answers) => {
const kept = {};
for (const question of data.questions) for (const part of question.parts) {
if (!has(answers, part.id) || !asked(part, question, kept)) continue;
const fits = fitting(part, answers[part.id], kept);
if (fits.length) kept[part.id] = fits;
}
return kept;
};
const filled = (states, values) => {
if (Array.isArray(states)) return states.map((child) => filled(child, values)).filter((child) => child !== undefined);
if (isGroup(states)) {
const group = {};
for (const [name, child] of Object.entries(states)) {
const full = filled(child, values);
if (full !== undefined) group[name] = full;
}
return group;
}
if (!isText(states)) return String(states);
const match = REFERENCE.exec(states);
if (!match) return word(states);
if (has(values, match[1])) return values[match[1]];
return match[2] && !(match[3] && has(values, match[3])) ? match[2] : undefined;
};
const chosenValue = (option, answers) => {
if (option.said_in) return valueOf(partOf[option.said_in], answers);
return option.value === null ? undefined : filled(option.value, {});
};
const goesOn = (text) => text.toLowerCase().split(/[,;]/).some((said) => data.goes_on_words.includes(said.replace(EDGES, "")));
const timeOf = (part, answers) => {
const answer = has(answers, part.id) ? answers[part.id] : UNKNOWN, known = isText(answer) && !isOpen(answer);
if (part.every && has(answers, part.every) && answers[part.every] === ONGOING) return !known ? word(data.goes_on) : quoted(goesOn(answer) ? answer : `${data.goes_on}, ${answer}`);
if (!known) return undefined;
return PLAIN_TIME.test(answer) ? answer : quoted(answer);
};
const valueOf = (part, answers) => {
const answer = has(answers, part.id) ? answers[part.id] : UNKNOWN;
if (part.none !== null && answer === NONE) return part.none_written ? NONE : undefined;
if (TIMES.includes(part.kind)) return timeOf(part, answers);
if (isOpen(answer)) return undefined;
if (!isText(answer)) {
const options = part.options.filter((option) => answer.includes(option.id) && !option.alone);
return options.length ? options.map((option) => chosenValue(option, answers)).filter((value) => value !== undefined) : undefined;
}
if (part.options.length) return chosenValue(part.options.find((option) => option.id === answer), answers);
if (COUNTED.includes(part.kind)) {
const { text } = counted(part, answer);
return part.kind === "days" || /^[0-9]+$/.test(text) ? text : quoted(text);
}
if (part.kind === "duration") return quoted(durationOf(answer));
return quoted(part.phrase ? part.phrase.replace("{}", () => answer) : answer);
};
const valuesOf = (answers) => {
const values = {};
for (const question of data.questions) for (const part of question.parts) {
const value = valueOf(part, answers), answer = has(answers, part.id) ? answers[part.id] : UNKNOWN;
if (value !== undefined) values[part.id] = value;
if (part.kind === "amount" && part.per && !isOpen(answer)) values[`${part.id}.per`] = word(counted(part, answer).per);
if (Array.isArray(value) && value.length) values[`${part.id}.first`] = value[0];
}
return values;
};
const partOf = Object.fromEntries(data.questions.flatMap((question) => question.parts.map((part) => [part.id, part])));
const same = (first, second) => {
if (isGroup(first) && isGroup(second) && !isEmpty(first) && !isEmpty(second)) return JSON.stringify(Object.entries(first)[0]) === JSON.stringify(Object.entries(second)[0]);
return isText(first) && first === second;
};
const joined = (first, second) => {
if (isGroup(first) && isGroup(second)) {
if (has(first, "none") || has(second, "none")) return has(second, "none") ? first : second;
const both = { ...first };
for (const [name, child] of Object.entries(second)) both[name] = has(both, name) ? joined(both[name], child) : child;
return both;
}
if (Array.isArray(first) && Array.isArray(second)) {
const entries = [...first];
for (const entry of second) {
const at = entries.findIndex((known) => same(known, entry));
if (at < 0) entries.push(entry);
else entries[at] = joined(entries[at], entry);
}
return entries;
}
return isText(second) && !isText(first) ? first : second;
};
const pruned = (tree) => {
if (Array.isArray(tree)) {
const entries = tree.filter((entry) => !isEmpty(entry)).map(pruned);
return entries.length ? entries : "exists";
}
if (!isGroup(tree)) return tree;
const kept = {};
for (const [name, child] of Object.entries(tree)) {
if (name !== "listed" || (Array.isArray(child) && child.some((entry) => !(isGroup(entry) && isEmpty(entry))))) kept[name] = pruned(child);
}
const names = Object.keys(kept);
return names.length && !(names.length === 1 && names[0] === "more") ? kept : "exists";
};
const emptied = (tree) => {
if (Array.isArray(tree)) {
const entries = tree.map(emptied).filter((entry) => entry !== undefined);
return entries.length ? entries : undefined;
}
if (!isGroup(tree)) return tree;
const kept = {};
for (const [name, child] of Object.entries(tree)) {
const full = emptied(child);
if (full !== undefined) kept[name] = full;
}
return Object.keys(kept).length ? kept : undefined;
};
const toldOf = (tree) => {
const sections = {};
for (const [name, child] of Object.entries(tree)) {
const full = data.facts.includes(name) ? child : emptied(child);
if (full !== undefined) sections[name] = full;
}
return pruned(sections);
};
const stated = (question, answers) => {
const values = valuesOf(answers);
let said = {};
for (const part of question.parts) {
const answer = has(answers, part.id) ? answers[part.id] : UNKNOWN;
if (isOpen(answer)) continue;
const chosen = part.options.find((option) => option.id === answer || (!isText(answer) && answer.length === 1 && answer[0] === option.id));
if (part.each && !isText(answer) && !(chosen && chosen.alone)) {
for (const option of part.options) if (answer.includes(option.id)) said = joined(said, filled(part.states, { ...values, [part.id]: option.id }));
continue;
}
if (!part.each) said = joined(said, filled(part.none !== null && answer === NONE && !part.none_written ? part.none : part.states, values));
if (chosen) said = joined(said, filled(chosen.states, values));
}
return said;
};
// On whose word: `attributed` in editing/answers.py.
const ownWord = (answers, name) => has(answers, name) && isText(answers[name]) && !isOpen(answers[name]) ? answers[name] : "";
const attributed = (question, answers, tree) => {
const by = ownWord(answers, `${question.id}.by`), basis = ownWord(answers, `${question.id}.basis`), marks = {};
if (basis) marks.basis = basis;
if (by) marks.said_by = quoted(by);
if (!basis && !by) return { tree, leftOut: false };
let leftOut = false;
const group = (inside, path) => {
const kept = {};
for (const [name, child] of Object.entries(inside)) {
const full = marked(child, path ? `${path}.${name}` : name);
if (full !== undefined) kept[name] = full;
}
return kept;
};
const marked = (inside, path) => {
const own = data.groups.includes(path) && !data.shared.includes(path);
if (own && path.includes(".") && pruned(inside) === "exists") return { exists: "true", ...marks };
if (isGroup(inside)) {
if (own && path.includes(".")) return { ...inside, ...marks };
const kept = group(inside, path);
return Object.keys(kept).some((name) => name !== "more" && name !== "count") ? kept : undefined;
}
if (Array.isArray(inside) && inside.some(isGroup)) return inside.map((entry) => isGroup(entry) ? { ...entry, ...marks } : entry);
if (inside === "none" && data.groups.includes(path) && path.includes(".")) return { none: "true", ...marks };
if (own && inside === "none") return { none: "true", ...marks };
if (own && Array.isArray(inside)) return { listed: inside, ...marks };
if (!WEAK.includes(basis)) return inside;
leftOut = true;
return undefined;
};
const told = group(tree, "");
return { tree: told, leftOut };
};
const WEAK = ["heard", "assumed"];
const ordered = (group, path) => {
const order = has(data.order, path) ? data.order[path] : [], rank = (name) => order.includes(name) ? order.indexOf(name) : order.length;
return Object.keys(group).sort((a, b) => rank(a) - rank(b));
};
const onlyDenies = (tree) => isGroup(tree) ? has(tree, NONE) || (!isEmpty(tree) && Object.values(tree).every(onlyDenies)) : tree === NONE;
const placeOf = (own) => {
const section = ordered(own, "")[0], inside = own[section];
if (!isGroup(inside) || isEmpty(inside)) return section;
const names = ordered(inside, section);
return `${section}.${names.find((name) => !onlyDenies(inside[name])) || names[0]}`;
};
const remarks = (question, answers) => {
const lines = [...question.lines];
for (const part of question.parts) {
const answer = has(answers, part.id) ? answers[part.id] : UNKNOWN, chosen = [];
if (!part.aside) for (const option of part.options) if (isText(answer) ? option.id === answer : answer.includes(option.id)) {
const said = ownWord(answers, option.said_in);
chosen.push(...(said ? [part.said + said] : option.lines));
}
if (chosen.length) lines.push(...part.lines, ...chosen);
}
const by = ownWord(answers, `${question.id}.by`);
if (by) lines.push(`#   – ${data.on_word[WEAK.includes(answers[`${question.id}.basis`]) ? "heard" : "told"].replace("{}", () => by)}`);
return lines;
};
const written = (answers, day) => {
const kept = given(answers), said = {}, points = [];
let tree = { format: String(data.version), assessment: { date: day, language: word(data.language) } };
for (const question of data.questions) {
const { tree: own, leftOut } = attributed(question, kept, stated(question, kept));
if (!isEmpty(own)) {
const place = placeOf(own);
said[place] = [...(said[place] || []), ...remarks(question, kept)];
tree = joined(tree, own);
}
for (const part of question.parts) if (has(kept, part.id) && isOpen(kept[part.id])) points.push({ question: quoted(part.spoken), state: OPEN[kept[part.id]] });
if (leftOut) {
const main = question.parts[0], option = main.options.find((one) => one.id === kept[main.id]), by = ownWord(kept, `${question.id}.by`);
points.push({ question: quoted([main.text, ...(option ? [option.text] : []), data.heard].join(" – ")), state: "not_known", ...(by ? { ask: quoted(by) } : {}) });
}
}
if (points.length) tree = joined(tree, { assessment: { open_points: points } });
const lines = [...(data.schema_line ? [data.schema_line] : []), ...data.head];
const group = (inside, path, margin, put) => {
for (const name of ordered(inside, path)) {
const here = path ? `${path}.${name}` : name, child = inside[name], head = `${margin}${name}:`;
if (!path && name !== "format") put("");
for (const line of said[here] || []) put(margin + line);
if (isText(child)) put(`${head} ${child}`);
else if (isGroup(child)) {
put(head);
group(child, here, margin + "  ", put);
} else if (child.every(isText)) put(`${head} [${child.join(", ")}]`);
else {
put(head);
for (const entry of child) {
const own = [];
if (isText(entry)) own.push(`${margin}    ${entry}`);
else group(entry, here, margin + "    ", (line) => own.push(line));
own.forEach((line, number) => put(number ? line : `${margin}  - ${line.slice(margin.length + 4)}`));
}
}
}
};
group(toldOf(tree), "", "", (line) => lines.push(line));
return lines.join("\n") + "\n";
};
