/** Shows the figures of the second under the pointer, out of the chart's own table. The report says everything without it. */
export const HOVER = `
for (const figure of document.querySelectorAll("figure.chart")) {
  const svg = figure.querySelector("svg[data-last]");
  if (!svg) continue;
  const names = [...figure.querySelectorAll("thead th")].map((cell) => cell.textContent);
  const rows = figure.querySelectorAll("tbody tr");
  const cursor = svg.querySelector(".cursor");
  const tip = document.createElement("div");
  const { left, right, last } = svg.dataset;
  svg.addEventListener("pointermove", (event) => {
    const box = svg.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * svg.viewBox.baseVal.width;
    const second = Math.min(last, Math.max(0, Math.round(((x - left) / (right - left)) * last)));
    const row = rows[second];
    if (!row) return;
    const at = Number(left) + (second / last) * (right - left);
    cursor.setAttribute("x1", at);
    cursor.setAttribute("x2", at);
    cursor.style.visibility = "visible";
    tip.className = "tip";
    tip.textContent = [...row.children].map((cell, index) => names[index] + "  " + cell.textContent).join("\\n");
    figure.append(tip);
    const over = figure.getBoundingClientRect();
    const near = event.clientX - over.left + 16;
    tip.style.left = (near + tip.offsetWidth > over.width ? near - tip.offsetWidth - 32 : near) + "px";
    tip.style.top = box.top - over.top + 40 + "px";
  });
  svg.addEventListener("pointerleave", () => { cursor.style.visibility = "hidden"; tip.remove(); });
}
`;
