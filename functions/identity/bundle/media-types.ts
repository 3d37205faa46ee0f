/** The media types an OpenID provider sends or is asked for. */
const TYPES: Readonly<Record<string, string>> = {
  html: "text/html",
  json: "application/json",
  text: "text/plain",
  bin: "application/octet-stream",
  urlencoded: "application/x-www-form-urlencoded",
};

/** The media type of an extension, as `mime-types` says it. */
export const lookup = (extension: string): string | false => TYPES[extension.replace(/^\./, "")] ?? false;

/** The value of a `Content-Type` header for an extension or a media type, as `mime-types` says it. */
export const contentType = (text: string): string | false => {
  const type = text.includes("/") ? text : lookup(text);
  if (type === false || type.includes("charset")) return type;
  return type.startsWith("text/") || type === "application/json" ? `${type}; charset=utf-8` : type;
};
