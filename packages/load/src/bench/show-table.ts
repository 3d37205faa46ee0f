/** Lines up rows under the names of their columns: text on the left, figures on the right. */
export const showTable = (rows: readonly Readonly<Record<string, string | number>>[]): string => {
  const columns = [...new Set(rows.flatMap(Object.keys))];
  const cells = [columns, ...rows.map((row) => columns.map((column) => String(row[column] ?? "")))];
  const isText = columns.map((column) => rows.every((row) => !/^\d/.test(String(row[column] ?? "-"))));
  const widths = columns.map((_, index) => Math.max(...cells.map((row) => row[index]?.length ?? 0)));
  return cells
    .map((row) =>
      row
        .map((cell, index) => (isText[index] ? cell.padEnd(widths[index] ?? 0) : cell.padStart(widths[index] ?? 0)))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
};
