/** What a drawing shows, read from its points and its axes as an eye would: the values of a series, second by second. */
export const readDrawing = (page: string, id: string, series: string): readonly (readonly [number, number])[] => {
  const figure = new RegExp(`<figure class="chart" id="${id}">.*?</figure>`, "s").exec(page)?.[0] ?? "";
  const path = new RegExp(`<path class="[^"]*" data-series="${series}" d="([^"]*)"`).exec(figure)?.[1];
  if (path === undefined) throw new Error(`no ${series} in ${id}`);
  const marks = (axis: "x" | "y") =>
    [...figure.matchAll(new RegExp(`<text class="${axis}" data-value="([^"]+)" x="([^"]+)" y="([^"]+)"`, "g"))].map(
      ([, value, x, y]) => ({ value: Number(value), at: Number(axis === "x" ? x : axis === "y" ? y : 0) }),
    );
  const reader = (axis: "x" | "y", logarithmic: boolean) => {
    const [first, last] = [marks(axis)[0], marks(axis).at(-1)];
    if (first === undefined || last === undefined) throw new Error(`no marks on ${axis} of ${id}`);
    const [from, to] = logarithmic ? [Math.log10(first.value), Math.log10(last.value)] : [first.value, last.value];
    return (at: number): number => {
      const value = from + ((at - first.at) / (last.at - first.at)) * (to - from);
      return logarithmic ? 10 ** value : value;
    };
  };
  const logarithmic = marks("y")[0]?.value !== 0;
  const [x, y] = [reader("x", false), reader("y", logarithmic)];
  return [...path.matchAll(/[ML]([\d.-]+) ([\d.-]+)/g)].map(
    ([, left, top]) => [Math.round(x(Number(left))), y(Number(top))] as const,
  );
};
