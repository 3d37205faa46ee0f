/** What somebody signs in with, coarsely: enough to know one's own phone in a list, too little to tell people apart. */
const SYSTEMS = [
  ["iphone", /iPhone|iPod/, "iPhone"],
  ["ipad", /iPad/, "iPad"],
  ["android-phone", /Android.*Mobile/, "Téléphone Android"],
  ["android-tablet", /Android/, "Tablette Android"],
  ["chromebook", /CrOS/, "Chromebook"],
  ["windows", /Windows/, "Ordinateur Windows"],
  ["mac", /Macintosh|Mac OS X/, "Mac"],
  ["linux", /Linux|X11/, "Ordinateur Linux"],
] as const;

/** Browsers that name others in their header come before them. */
const BROWSERS = [
  ["edge", /Edg(e|A|iOS)?\//, "Edge"],
  ["opera", /OPR\/|Opera/, "Opera"],
  ["samsung", /SamsungBrowser\//, "Samsung Internet"],
  ["firefox", /Firefox\/|FxiOS\//, "Firefox"],
  ["chrome", /Chrome\/|CriOS\//, "Chrome"],
  ["safari", /Safari\//, "Safari"],
] as const;

const first = <Code extends string>(kinds: readonly (readonly [Code, RegExp, string])[], header: string) =>
  kinds.find(([, pattern]) => pattern.test(header))?.[0];

/** The kind of device and browser that a `User-Agent` header names; the header itself is not kept. */
export const kindOf = (userAgent: string): { readonly system?: string; readonly browser?: string } => {
  const system = first(SYSTEMS, userAgent);
  const browser = first(BROWSERS, userAgent);
  return { ...(system && { system }), ...(browser && { browser }) };
};

/** The applications of the house, as people know them. */
const APPLICATIONS: Readonly<Record<string, string>> = {
  "preau-app": "Application Préau",
  "preau-web": "Portail Préau",
  "preau-cli": "Programme",
};

const named = (kinds: readonly (readonly [string, RegExp, string])[], code: string | undefined) =>
  kinds.find(([known]) => known === code)?.[2];

/** « Téléphone Android, application Préau » : what is shown of a sign-in to the person whose it is. */
export const deviceName = (device: {
  readonly clientId: string;
  readonly clientName?: string;
  readonly system?: string;
  readonly browser?: string;
}): string => {
  const system = named(SYSTEMS, device.system) ?? "Appareil inconnu";
  const application = APPLICATIONS[device.clientId] ?? device.clientName ?? "Service partenaire";
  const browser = device.clientId === "preau-app" ? undefined : named(BROWSERS, device.browser);
  return [system, application, browser].filter((part) => part !== undefined).join(", ");
};
