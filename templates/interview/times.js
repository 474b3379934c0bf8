// Times in one's own words that validate surely reads: part of what facts/times.py knows, never more. Each comes down to
// the days between which it begins at the latest and ends at the earliest; what needs neither has empty ones.
const TOP = 80, UNIT = "([mqsh][0-9]{1,2})", PART = "(?:(early|mid|late) )?", YEAR4 = "((?:19|20)[0-9]{2})", BACK = "(?:days?|weeks?|months?|quarters?|years?)";
const FROM_TO = /^(?:from |von )?(.+?) (?:to|until|through|bis|-) (.+)$/, BETWEEN = /^(?:between|zwischen) (.+?) (?:and|und) (.+)$/;
const two = (number) => String(number).padStart(2, "0");
const foldedTime = (text) => text.length > TOP ? "" : text.toLowerCase().replace(/[äöüß]/g, (letter) => ({ "ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss" })[letter]).replace(/[–—]/g, "-").replace(/’/g, "'").replace(/ +/g, " ").replace(/([a-z])-(?=[a-z])/g, "$1 ").replace(/([a-z0-9])\.(?![0-9])/g, "$1");
// The few words that a time comes down to; empty if one of them is unknown.
const timeWords = (folded) => {
let padded = ` ${folded} `;
for (const [said, meant] of data.time_phrases) padded = padded.split(said).join(meant);
const found = [];
for (const one of padded.split(" ").filter(Boolean)) {
const number = /^([0-9]{1,3})(?:th|st|nd|rd)?$/.exec(one);
if (has(data.time_compounds, one)) found.push(...data.time_compounds[one]);
else if (has(data.time_words, one)) found.push(...(data.time_words[one] ? [data.time_words[one]] : []));
else if (number) found.push(number[1]);
else if (/^(?:19|20)[0-9]{2}(?:\/(?:19|20)?[0-9]{2})?$/.test(one)) found.push(one);
else return "";
}
const joined = [];
for (const one of found) {
if (one === "about" && joined.at(-1) === "about") continue;
const counted = ["quarter", "half"].includes(one) && joined.length ? one[0] + joined.at(-1).replace(/^#/, "") : "";
if (/^(?:q[1-4]|h[12])$/.test(counted)) joined[joined.length - 1] = counted;
else joined.push(one);
}
const plain = joined.map((one) => one.replace(/^#/, ""));
if (plain.length > 2 && plain.slice(-2).join(" ") === "before last") plain.splice(0, plain.length, "last_but_one", ...plain.slice(0, -2));
return plain.join(" ");
};
const monthsOf = (unit) => {
const number = Number(unit.slice(1));
return { m: [number, number], q: [number * 3 - 2, number * 3], s: [number * 3, number * 3 + 2], h: [number * 6 - 5, number * 6], y: [1, 12] }[unit[0]];
};
const daysIn = (year, month) => new Date(Date.UTC(year, month, 0)).getUTCDate();
// The days of a period of a year, or of a part of it.
const within = (unit, year, part) => {
const [first, last] = monthsOf(unit), at = (month, date) => {
const of = year + Math.floor((month - 1) / 12), in12 = (month - 1) % 12 + 1;
return `${of}-${two(in12)}-${two(date || daysIn(of, in12))}`;
};
if (!part) return [at(first, 1), at(last)];
if (first === last) return { early: [at(first, 1), at(first, 10)], mid: [at(first, 11), at(first, 20)], late: [at(first, 21), at(first)] }[part];
if (last - first === 2 && part !== "mid") return part === "early" ? [at(first, 1), at(first + 1, 15)] : [at(first + 1, 16), at(last)];
const [begin, end] = { 2: { mid: [1, 1] }, 5: { early: [0, 2], mid: [2, 3], late: [3, 5] }, 11: { early: [0, 3], mid: [4, 7], late: [8, 11] } }[last - first][part];
return [at(first + begin, 1), at(first + end)];
};
// Without a year it is the last period that has begun, or the next one that is not over.
const nearest = (unit, part, sense) => {
const year = Number(day.slice(0, 4)), fits = sense === "time" ? (span) => span[0] <= day : (span) => span[1] >= day;
return (sense === "time" ? [year, year - 1, year - 2] : [year - 1, year, year + 1]).map((one) => within(unit, one, part)).find(fits) || null;
};
const standardTime = (text) => {
const match = /^~?((?:19|20)[0-9]{2})(?:-(?:[qQ]([1-4])|2([1-4])|(0[1-9]|1[0-2])(?:-([0-9]{2}))?))?$/.exec(text.replace(/[?~]$/, ""));
if (!match) return null;
const [, year, quarter, season, month, date] = match;
if (date) return Number(date) >= 1 && Number(date) <= daysIn(Number(year), Number(month)) ? [`${year}-${month}-${date}`, `${year}-${month}-${date}`] : null;
return within(quarter ? `q${quarter}` : season ? `s${season}` : month ? `m${Number(month)}` : "y", Number(year), "");
};
// A period or a day: mid-October, spring 2026, late last year, 31 March.
const momentOf = (plain, sense) => {
const year = Number(day.slice(0, 4));
let match = new RegExp(`^(?:about )?${PART}(?:${UNIT}(?: ${YEAR4})?|${YEAR4})$`).exec(plain);
if (match) return match[3] || match[4] ? within(match[2] || "y", Number(match[3] || match[4]), match[1]) : nearest(match[2], match[1], sense);
match = /^(?:about )?s4 ((?:19|20)[0-9]{2})\/(?:19|20)?([0-9]{2})$/.exec(plain);
if (match) return (Number(match[1]) + 1) % 100 === Number(match[2]) ? within("s4", Number(match[1]), "") : null;
match = new RegExp(`^([0-9]{1,2}) (m[0-9]{1,2})(?: ${YEAR4})?$`).exec(plain) || new RegExp(`^(m[0-9]{1,2}) ([0-9]{1,2})(?: ${YEAR4})?$`).exec(plain);
if (match) {
const [unit, date] = match[1].startsWith("m") ? [match[1], Number(match[2])] : [match[2], Number(match[1])], month = Number(unit.slice(1));
if (date < 1 || date > daysIn(2023, month)) return null;
const on = (of) => [`${of}-${two(month)}-${two(date)}`, `${of}-${two(month)}-${two(date)}`];
return match[3] ? on(match[3]) : (sense === "time" ? [year, year - 1].map(on).find((span) => span[0] <= day) : [year, year + 1].map(on).find((span) => span[1] >= day)) || null;
}
match = new RegExp(`^${PART}(?:${UNIT} )?this year$`).exec(plain);
if (match) return within(match[2] || "y", year, match[1]);
if (sense === "time") return new RegExp(`^(?:${PART}last(?:_but_one)? (?:month|quarter|year)|this (?:month|quarter)|${PART}(?:last|this|last_but_one) ${UNIT}|${PART}${UNIT} last(?:_but_one)? year|(?:this|last|last_but_one) week|today|yesterday|day_before|easter|whitsun|christmas)$`).test(plain) ? ["", ""] : null;
return new RegExp(`^(?:next ${UNIT}|(?:${UNIT} |${PART})next year|next (?:month|quarter|week)|(?:about )?[1-9][0-9]? (?:day|week|month|quarter|year))$`).test(plain) ? ["", ""] : null;
};
const AGO = ["(?:since |last )?(?:(?:about|over|under) )?[1-9][0-9]? U ago", "(?:vor|since) (?:(?:about|over|under) )?[1-9][0-9]? U", "for (?:(?:last|past) )?(?:about )?[1-9][0-9]? U", "(?:since )?(?:few|several) U ago", "(?:vor|since) (?:few|several) U", "U ago", "(?:vor|since) U", "(?:last|past) [1-9][0-9]? U", "past U"].map((one) => new RegExp(`^${one.replace("U", "(?:day|week|month|quarter|year)")}$`));
const pastOf = (plain) => {
if (!plain) return null;
if (AGO.some((one) => one.test(plain))) return ["", ""];
const before = new RegExp(`^(?:before|vor) (?:${UNIT} )?${YEAR4}$`).exec(plain);
if (before) return within(before[1] || "y", Number(before[2]), "");
return momentOf(latest(plain) ? withoutLatest(plain) : plain.replace(/^since /, ""), "time");
};
const latest = (plain) => plain.startsWith("by ") || ` ${plain} `.includes(" latest ");
const withoutLatest = (plain) => plain.split(" ").filter((one) => !["by", "since", "latest"].includes(one)).join(" ");
const pieceOf = (folded) => standardTime(folded) || momentOf(timeWords(folded), "time");
const fromTo = (folded) => {
const match = FROM_TO.exec(folded) || BETWEEN.exec(folded);
if (!match) return null;
const dated = /\b(?:19|20)[0-9]{2}\b/.test(match[1]), last = pieceOf(match[2]);
if (!last || !last[0]) return null;
if (!dated) return momentOf(timeWords(`${match[1]} 2000`), "time") ? last : null;
const first = pieceOf(match[1]);
return first && first[0] ? [first[0], last[1], first[0] > last[0]] : null;
};
// A time as validate reads it: since when at the latest, until when at the earliest, and whether that runs backwards.
const timeRead = (text, sense) => {
const standard = standardTime(text);
if (standard) return standard;
const folded = foldedTime(text);
if (!/^[a-z0-9 ,;.\/'-]+$/.test(folded)) return null;
if (sense !== "time") {
if (sense === "ahead" && data.at_once.includes(folded)) return ["", ""];
const plain = timeWords(sense === "ahead" ? folded.replace(/^(?:from|ab|starting|not before|nicht vor|fruehestens|at the earliest) /, "") : folded);
const left = latest(plain) && sense === "until" ? withoutLatest(plain) : plain;
return left !== plain && /^(?:about )?[0-9]+ [a-z]+$/.test(left) ? null : momentOf(left, sense);
}
const said = folded.split(/[,;]/).map((one) => one.replace(EDGES, "")), times = said.filter((one) => !data.ongoing_words.includes(one));
if (!times.length) return ["", ""];
const time = times.length < said.length ? times.join(" ") : folded;
return fromTo(time) || (times.length < said.length ? standardTime(time) : null) || pastOf(timeWords(times.length < said.length ? time : said.join(" ")));
};
const liesWrong = (part, text) => {
const read = timeRead(text, part.kind);
if (!read) return say(`time.not_read_${part.kind}`);
const [first, last, reversed] = read;
if (reversed) return say("time.reversed");
if (part.kind === "time") return first > day ? say("ahead") : "";
return last && (part.kind === "until" ? last <= day : last < day) ? say("behind") : "";
};
