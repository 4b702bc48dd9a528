// On a record: marks where one is reading in the list of contents, and shows the buttons that need a script.
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

for (const place of document.querySelectorAll("[data-print]")) {
  place.hidden = false;
  place.querySelector("button").addEventListener("click", () => window.print());
}

// The clipboard is there only for a page served securely.
for (const place of navigator.clipboard ? document.querySelectorAll("[data-copy]") : []) {
  const entries = place.previousElementSibling.querySelectorAll("p");
  const status = place.querySelector("[role=status]");
  place.hidden = false;
  place.querySelector("button").addEventListener("click", () => {
    const text = Array.from(entries, (entry) => entry.textContent).join("\n");
    navigator.clipboard.writeText(text).then(
      () => { status.textContent = status.dataset.done; },
      () => { status.textContent = status.dataset.failed; },
    );
  });
}
