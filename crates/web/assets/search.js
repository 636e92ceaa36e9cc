// Shows what is found while a person types. Without it the form does the same.

const field = /** @type {HTMLInputElement} */ (document.querySelector("main #q"));
const found = /** @type {HTMLElement} */ (document.querySelector("#fundet"));
let wanted = field.value.trim();

async function show() {
  const words = field.value.trim();
  if (words === wanted) return;
  wanted = words;
  const form = /** @type {HTMLFormElement} */ (field.form);
  const address = new URL(form.action);
  for (const [name, value] of new FormData(form)) address.searchParams.set(name, String(value));
  const answer = await fetch(address);
  // Whoever typed on meanwhile is shown what came of that.
  if (!answer.ok || words !== wanted) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  found.replaceChildren(.../** @type {HTMLElement} */ (page.querySelector("#fundet")).childNodes);
}

field.addEventListener("input", show);
