// On a record: marks where one is reading in the list of contents; from one found word to the next.
"use strict";

const contents = document.querySelector(".contents");
const parts = new Map();
for (const link of contents.querySelectorAll("a")) {
  const part = document.getElementById(link.hash.slice(1));
  if (part) parts.set(part, link);
}

// The part being read is the last one that begins in the upper third of the window or anywhere above it.
const begun = new Set();
function mark(entries) {
  for (const entry of entries) {
    if (entry.isIntersecting) begun.add(entry.target);
    else begun.delete(entry.target);
  }
  let current = null;
  for (const [part, link] of parts) {
    link.removeAttribute("aria-current");
    if (begun.has(part)) current = link;
  }
  if (!current) return;
  current.setAttribute("aria-current", "location");
  if (contents.scrollHeight > contents.clientHeight) {
    contents.scrollTop = current.offsetTop - contents.clientHeight / 2;
  }
}

const observer = new IntersectionObserver(mark, { rootMargin: "1000000px 0px -66% 0px" });
for (const part of parts.keys()) observer.observe(part);

// From one word that was searched for to the next; without a script the numbers of the places are links.
const steps = document.querySelector("[data-steps]");
if (steps) {
  const places = [...document.querySelectorAll("mark[id]")];
  const status = document.querySelector(".hits [role=status]");
  let at = places.findIndex((place) => place.id === location.hash.slice(1));
  const go = (by) => {
    places[at]?.classList.remove("at-hit");
    at = at < 0 && by < 0 ? places.length - 1 : (at + by + places.length) % places.length;
    places[at].classList.add("at-hit");
    places[at].scrollIntoView({ block: "center" });
    status.textContent = status.dataset.at.replace("{n}", at + 1);
  };
  document.querySelector(".hits ol").hidden = true;
  steps.hidden = false;
  const [back, on] = steps.querySelectorAll("button");
  back.addEventListener("click", () => go(-1));
  on.addEventListener("click", () => go(1));
}
