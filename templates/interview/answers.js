// What editing/answers.py and editing/answered.py do, step by step: the same answers give the same bytes.
const UNKNOWN = "?";
const PLAIN = /^[a-z][a-z0-9_]*$/, PLAIN_TIME = /^[0-9]{4}(?:-[0-9]{2}){1,2}$/;
const REFERENCE = /^\$([a-z][a-z0-9_]*)(?: or ([a-z_]+)(?: unless ([a-z][a-z0-9_]*))?)?$/;
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
const one = (answers, part) => has(answers, part) && isText(answers[part]) && answers[part] !== UNKNOWN ? answers[part] : "";
const holds = (when, not, answers) => Object.entries(when).every(([part, ids]) => ids.includes(one(answers, part)))
&& !Object.entries(not).some(([part, ids]) => ids.includes(one(answers, part)));
const asked = (part, question, answers) => {
const main = question.parts[0];
return holds(main.if, main.if_not, answers) && (part === main || holds(part.if, part.if_not, answers));
};
const offered = (part, answers) => part.options.filter((option) => holds(option.if, {}, answers));
const fitting = (part, answer, answers) => {
if (answer === UNKNOWN) return UNKNOWN;
const ids = offered(part, answers).map((option) => option.id);
if (part.kind === "several") return isText(answer) ? [] : ids.filter((id) => answer.includes(id));
if (!isText(answer)) return "";
if (part.kind === "choice") return ids.includes(answer) ? answer : "";
const text = cleaned(answer);
if (part.kind === "number") return /^[1-9][0-9]{0,8}$/.test(text) && Number(text) >= part.least && Number(text) <= part.most ? text : "";
return saysNothing(text) || Array.from(text).length > part.most ? "" : text;
};
const given = (answers) => {
const kept = {};
for (const question of data.questions) for (const part of question.parts) {
if (!has(answers, part.id) || !asked(part, question, kept)) continue;
const fits = fitting(part, answers[part.id], kept);
if (fits.length) kept[part.id] = fits;
}
return kept;
};
const valueOf = (part, answers) => {
const answer = has(answers, part.id) ? answers[part.id] : UNKNOWN;
if (answer === UNKNOWN) return undefined;
if (!isText(answer)) return part.options.filter((option) => answer.includes(option.id)).map((option) => option.value);
if (part.kind === "choice") return part.options.find((option) => option.id === answer).value;
if (part.kind === "number") return part.about ? quoted(`${part.about} ${answer}`) : answer;
return part.kind === "time" && PLAIN_TIME.test(answer) ? answer : quoted(answer);
};
const valuesOf = (answers) => {
const values = {};
for (const question of data.questions) for (const part of question.parts) {
const value = valueOf(part, answers);
if (value !== undefined) values[part.id] = value;
}
return values;
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
const same = (first, second) => {
if (isGroup(first) && isGroup(second) && !isEmpty(first) && !isEmpty(second)) return JSON.stringify(Object.entries(first)[0]) === JSON.stringify(Object.entries(second)[0]);
return isText(first) && first === second;
};
const joined = (first, second) => {
if (isGroup(first) && isGroup(second)) {
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
const stated = (question, answers) => {
const values = valuesOf(answers);
let said = {};
for (const part of question.parts) {
const answer = has(answers, part.id) ? answers[part.id] : UNKNOWN;
if (answer === UNKNOWN) continue;
if (part.each && !isText(answer)) {
for (const option of part.options) if (answer.includes(option.id)) said = joined(said, filled(part.states, { ...values, [part.id]: option.id }));
continue;
}
said = joined(said, filled(part.states, values));
const chosen = isText(answer) && part.options.find((option) => option.id === answer);
if (chosen) said = joined(said, filled(chosen.states, values));
}
return said;
};
const ordered = (group, path) => {
const order = has(data.order, path) ? data.order[path] : [], rank = (name) => order.includes(name) ? order.indexOf(name) : order.length;
return Object.keys(group).sort((a, b) => rank(a) - rank(b));
};
const placeOf = (own) => {
const section = ordered(own, "")[0], inside = own[section];
return isGroup(inside) && !isEmpty(inside) ? `${section}.${ordered(inside, section)[0]}` : section;
};
const remarks = (question, answers) => {
const lines = [...question.lines];
for (const part of question.parts) {
const answer = has(answers, part.id) ? answers[part.id] : UNKNOWN;
for (const option of part.options) if (isText(answer) ? option.id === answer : answer.includes(option.id)) lines.push(...option.lines);
}
return lines;
};
const written = (answers, day) => {
const kept = given(answers), said = {}, points = [];
let tree = { format: String(data.version), assessment: { date: day, language: word(data.language) } };
for (const question of data.questions) {
const own = stated(question, kept);
if (!isEmpty(own)) {
const place = placeOf(own);
said[place] = [...(said[place] || []), ...remarks(question, kept)];
tree = joined(tree, own);
}
for (const part of question.parts) if (kept[part.id] === UNKNOWN) points.push({ question: quoted(part.spoken), state: "not_known" });
}
if (points.length) tree = joined(tree, { assessment: { open_points: points } });
const lines = [...data.head];
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
group(pruned(tree), "", "", (line) => lines.push(line));
return lines.join("\n") + "\n";
};
