/* A field above a long list of filter values leaves only those that have its words, in any order. */

const status = document.getElementById("status");
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

document.addEventListener("input", ({ target: field }) => {
  if (!field.matches("[data-within]")) return;
  const facet = field.closest("fieldset");
  const words = plain(field.value).split(/\s+/);
  let count = 0;
  for (const choice of facet.querySelectorAll("li")) {
    const label = plain(choice.querySelector(".choice-label").textContent);
    choice.hidden = !words.every((word) => label.includes(word));
    count += !choice.hidden;
  }
  if (field.value.trim()) facet.querySelector("details")?.setAttribute("open", ""); // what fits may stand in there
  status.textContent = (count === 1 ? field.dataset.one : field.dataset.many).replace("{n}", count);
});
