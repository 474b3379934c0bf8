// Opens the fold that an address names. Browsers that do so by themselves need no script for it; the others do.
(() => {
const named = () => { try { return document.getElementById(decodeURIComponent(location.hash.slice(1))); } catch { return null; } };
const reveal = () => {
const target = named();
let closed = false;
for (let fold = target?.closest("details"); fold; fold = fold.parentElement.closest("details")) {
closed ||= !fold.open;
fold.open = true;
}
if (closed) target.scrollIntoView();
};
addEventListener("hashchange", reveal);
// The address stays the same where somebody follows a link to what was folded again.
addEventListener("click", ({ target }) => { if (target.closest?.("a[href^='#']")) setTimeout(reveal); });
reveal();
})();
