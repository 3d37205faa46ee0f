/** A description of XML as node-saml makes them: `@name` is an attribute, `#text` the text, anything else a child or several. */
interface Described {
  readonly [name: string]: string | number | boolean | Described | readonly Described[];
}

const escaped = (text: unknown): string =>
  String(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

const written = (name: string, content: Described[string]): string => {
  if (Array.isArray(content)) return content.map((one) => written(name, one)).join("");
  if (typeof content !== "object") return `<${name}>${escaped(content)}</${name}>`;
  const parts = Object.entries(content);
  const attributes = parts
    .filter(([key]) => key.startsWith("@"))
    .map(([key, value]) => ` ${key.slice(1)}="${escaped(value)}"`);
  const inside = parts
    .filter(([key]) => !key.startsWith("@"))
    .map(([key, value]) => (key === "#text" ? escaped(value) : written(key, value)));
  return `<${name}${attributes.join("")}>${inside.join("")}</${name}>`;
};

/** Stands in for `create` of `xmlbuilder` (58 KiB): node-saml writes one request with it. */
export const create = (description: Described): { end(): string } => ({
  end: () =>
    `<?xml version="1.0"?>${Object.entries(description)
      .map(([name, content]) => written(name, content))
      .join("")}`,
});
