// The passage that an address leads to: what it is and the way back to the record, at the foot of the window.
// Without this script the style sheet shows what it is, and the passage itself is the way back.
(() => {
  "use strict";
  const bar = document.getElementById("landed");
  const [what, back] = [bar.querySelector("p"), bar.querySelector("a")];
  document.documentElement.classList.add("scripted");

  // An address from before the text was cut into parts names none: the part follows from where the passage begins.
  const { length, part, parts } = document.querySelector(".source-text").dataset;
  const turnToItsPart = () => {
    const named = Math.floor(location.hash.split("-")[1] / length) + 1;
    if (named !== Number(part) && named <= parts) location.replace(`?part=${named}${location.hash}`);
  };

  const tell = () => {
    const passage = location.hash.startsWith("#s-") && document.getElementById(location.hash.slice(1));
    const [, start, end] = location.hash.split("-").map(Number);
    if (!passage && location.hash.startsWith("#s-")) turnToItsPart();
    bar.hidden = !passage || passage.matches(".p-this-case, .p-other-case");
    if (bar.hidden) return;
    what.textContent = bar.dataset.at.replace("{what}", passage.dataset.caption).replace("{start}", start).replace("{end}", end);
    const link = passage.matches("a") ? passage : passage.querySelector(":scope > a.back");
    back.hidden = !link;
    if (link) {
      back.href = link.href;
      back.textContent = back.dataset.back;
    }
  };
  addEventListener("hashchange", tell);
  tell();
})();
