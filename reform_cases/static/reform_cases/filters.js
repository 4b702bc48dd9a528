// A list follows its filters while they are set: the same address is fetched as the form would ask for, and what has
// changed on the page is put in its place. Without this script, or when anything goes wrong, the form is sent as usual.
(() => {
  "use strict";
  const form = document.querySelector("form.filters");
  if (!form) return;
  const status = document.createElement("p");
  status.className = "quiet";
  status.setAttribute("role", "status");
  form.after(status);
  let shown = location.pathname + location.search;
  let underway = null;

  // Which part of the old groups a part of the new ones is.
  const key = (element) => {
    const box = element.matches("label") && element.querySelector("input");
    return box ? `${box.name}=${box.value}` : element.id || element.localName + element.className;
  };

  // An element that stays is never taken out of the page: with it would go the focus.
  const place = (parent, element, before) => {
    if (parent.moveBefore && parent.contains(element)) parent.moveBefore(element, before);
    else parent.insertBefore(element, before);
  };

  const merge = (old, fresh) => {
    const known = new Map([...old.children].map((element) => [key(element), element]));
    const wanted = [...fresh.children].map((element) => {
      const same = known.get(key(element));
      if (same) renew(same, element);
      return same ?? element;
    });
    [...old.children].filter((element) => !wanted.includes(element)).forEach((element) => element.remove());
    wanted.forEach((element, at) => {
      if (old.children[at] !== element) place(old, element, old.children[at] ?? null);
    });
  };

  const renew = (old, fresh) => {
    if (old.matches("fieldset, details")) {
      if (fresh.open) old.open = true;
      merge(old, fresh);
    } else if (old.matches("label[class]")) {
      old.className = fresh.className;
      old.querySelector("input").checked = fresh.querySelector("input").checked;
      old.querySelector(".count").replaceWith(fresh.querySelector(".count"));
    } else if (old.matches("summary")) {
      old.textContent = fresh.textContent;
    }
  };

  const swap = (fresh) => {
    const part = (page, name) => page.querySelector(`[data-part="${name}"]`);
    const pairs = [...document.querySelectorAll("[data-part]")].map((old) => [old, part(fresh, old.dataset.part)]);
    if (pairs.some(([, now]) => !now)) throw new Error("not the same kind of page");
    const focused = document.activeElement;
    pairs.forEach(([old, now]) => (old.dataset.part === "groups" ? merge(old, now) : old.replaceWith(now)));
    if (focused.isConnected && document.activeElement !== focused) focused.focus({ preventScroll: true });
    document.title = fresh.title;
    status.textContent = part(document, "total").textContent;
  };

  // Show the list at `address`; `instead` is what to do when that fails.
  const show = async (address, push, instead) => {
    underway?.abort();
    const turn = (underway = new AbortController());
    form.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(address, { signal: turn.signal });
      if (!answer.ok) throw new Error(`answered ${answer.status}`);
      swap(new DOMParser().parseFromString(await answer.text(), "text/html"));
      if (push) history.pushState(null, "", address);
      shown = address;
    } catch (error) {
      if (error.name !== "AbortError") instead();
    } finally {
      if (turn === underway) form.removeAttribute("aria-busy");
    }
  };

  // Where the form would go to, without the fragment that leads its reader to the results.
  const wanted = () => {
    const query = new URLSearchParams(new FormData(form)).toString();
    return new URL(form.action).pathname + (query && `?${query}`);
  };

  const follow = () => show(wanted(), true, () => form.submit());

  form.addEventListener("change", (event) => event.target.type === "checkbox" && follow());
  // A keyword was chosen among the suggestions.
  form.addEventListener("chosen", (event) => {
    event.preventDefault();
    follow();
    event.target.value = "";
  });
  // An empty box of words asks for nothing, and need not stand in the address.
  form.addEventListener("formdata", ({ formData }) => {
    for (const box of form.querySelectorAll("input[type=text]")) {
      const values = formData.getAll(box.name).filter((value) => value.trim());
      formData.delete(box.name);
      values.forEach((value) => formData.append(box.name, value));
    }
  });
  form.addEventListener("submit", (event) => {
    underway?.abort();
    if (wanted() !== shown) return;
    // The list is there already; on a phone it lies below the boxes.
    event.preventDefault();
    form.querySelector("details").open = false;
  });
  addEventListener("popstate", () => {
    const address = location.pathname + location.search;
    if (address !== shown) show(address, false, () => location.reload());
  });
})();
