import { escapeXml } from "./encode-xml.ts";

/** An element with a text; nothing when the text is missing or empty. Characters that XML forbids are dropped: one would lose the file. */
export function leaf(name: string, text: string | undefined): string {
  const allowed = text?.toWellFormed().replace(/[^\t\n\r\u0020-\ufffd\u{10000}-\u{10ffff}]/gu, "") ?? "";
  return allowed === "" ? "" : `<${name}>${escapeXml(allowed)}</${name}>`;
}

/** An element with others in it, even when there are none. */
export function branch(
  name: string,
  children: readonly string[],
  attributes: Readonly<Record<string, string | undefined>> = {},
): string {
  const written = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : ` ${key}="${escapeXml(value)}"`,
  );
  return `<${name}${written.join("")}>${children.join("")}</${name}>`;
}
