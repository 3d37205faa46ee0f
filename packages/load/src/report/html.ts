const ESCAPED: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Markup that is safe to write as it is. */
export interface Html {
  readonly markup: string;
}

type Part = string | number | Html | undefined | readonly Html[];

const isMany = (part: Part): part is readonly Html[] => Array.isArray(part);

const render = (part: Part): string => {
  if (part === undefined) return "";
  if (isMany(part)) return part.map(({ markup }) => markup).join("");
  if (typeof part === "object") return part.markup;
  return String(part).replace(/[&<>"']/g, (sign) => ESCAPED[sign] ?? "");
};

/** Builds markup, of HTML or SVG: every text put into it is escaped, only markup goes in as it is. */
export const html = (parts: TemplateStringsArray, ...values: readonly Part[]): Html => ({
  markup: String.raw({ raw: parts }, ...values.map(render)),
});
