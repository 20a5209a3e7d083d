/* A field above a long list of filter values: only values that contain all of its words stay visible. */

const status = document.getElementById("status");
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

document.addEventListener("input", ({ target: field }) => {
  if (!field.matches("[data-filter-list]")) return;
  const facet = field.closest("fieldset");
  const words = fold(field.value).split(/\s+/);
  let count = 0;
  for (const item of facet.querySelectorAll("li")) {
    const label = fold(item.querySelector(".choice-label").textContent);
    item.hidden = !words.every((word) => label.includes(word));
    count += !item.hidden;
  }
  if (field.value.trim()) facet.querySelector("details")?.setAttribute("open", ""); // it may contain matching values
  status.textContent = (count === 1 ? field.dataset.one : field.dataset.many).replace("{n}", count);
});
