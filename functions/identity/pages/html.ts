const ESCAPED: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Markup that is safe to send as it is. */
export interface Html {
  readonly markup: string;
}

const render = (value: string | Html | undefined): string =>
  typeof value === "string" ? value.replace(/[&<>"']/g, (sign) => ESCAPED[sign] ?? "") : (value?.markup ?? "");

/** Builds markup; every text put into it is escaped, only markup goes in as it is. */
export const html = (parts: TemplateStringsArray, ...values: readonly (string | Html | undefined)[]): Html => ({
  markup: String.raw({ raw: parts }, ...values.map(render)),
});
