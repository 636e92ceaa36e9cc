// Shows what is found while a person types. Without it the form does the same.

const field = document.querySelector("#q");
const found = document.querySelector("#fundet");
let wanted = "";

async function show() {
  const words = field.value.trim();
  if (words === wanted) return;
  wanted = words;
  const address = new URL(field.form.action);
  for (const [name, value] of new FormData(field.form)) address.searchParams.set(name, value);
  const answer = await fetch(address);
  // Whoever typed on meanwhile is shown what came of that.
  if (!answer.ok || words !== wanted) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  found.replaceChildren(...page.querySelector("#fundet").childNodes);
}

field.addEventListener("input", show);
