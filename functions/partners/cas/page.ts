import { createHash } from "node:crypto";
import { escapeMarkup } from "./escape-markup.ts";
import type { CasReply } from "./http.ts";

/** As the sign-in page it stands beside: contrasts of 4.5:1 at least, sizes in rem (RGAA 4.1, criterion 3.2). */
const STYLE = `
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:grid;place-items:center;padding:1rem;background:#f3f1ea;color:#1d2433;font:1rem/1.5 system-ui,sans-serif}
main{width:100%;max-width:26rem;padding:2rem 1.5rem;background:#fff;border-radius:.75rem;border-top:.375rem solid #17594a}
header{margin:0 0 1rem;font-weight:700;color:#17594a}
h1{margin:0 0 1rem;font-size:1.5rem;line-height:1.25}
button{width:100%;min-height:3rem;margin-top:.5rem;font:inherit;font-weight:600;color:#fff;background:#17594a;border:1px solid #17594a;border-radius:.375rem}
:focus-visible{outline:3px solid #1b4fd1;outline-offset:2px}
`;
const STYLE_HASH = createHash("sha256").update(STYLE).digest("base64");

/** A form that goes on to a service. */
interface Form {
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly button: string;
}

const formOf = ({ action, fields, button }: Form): string =>
  [
    `<form method="post" action="${escapeMarkup(action)}">`,
    ...Object.entries(fields).map(
      ([name, value]) => `<input type="hidden" name="${name}" value="${escapeMarkup(value)}">`,
    ),
    `<button type="submit">${escapeMarkup(button)}</button></form>`,
  ].join("");

interface Content {
  readonly title: string;
  readonly text: readonly string[];
  readonly form?: Form;
  /** Where the browser goes at once, by itself. */
  readonly onward?: string;
}

/** A page that says what happened and what to do: no script, no outside resource, never stored, never framed. */
export const page = (
  statusCode: number,
  { title, text, form, onward }: Content,
  cookies: readonly string[] = [],
): CasReply => ({
  statusCode,
  headers: {
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
    "content-security-policy": `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; form-action ${form ? new URL(form.action).origin : "'none'"}; base-uri 'none'; frame-ancestors 'none'`,
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
  },
  cookies: [...cookies],
  body: `<!DOCTYPE html>
<html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
${onward === undefined ? "" : `<meta http-equiv="refresh" content="0;url=${escapeMarkup(onward)}">`}
<title>${escapeMarkup(title)} – Préau</title><style>${STYLE}</style></head>
<body><main><header>Préau</header><h1>${escapeMarkup(title)}</h1>
${text.map((one) => `<p>${escapeMarkup(one)}</p>`).join("\n")}
${onward === undefined ? "" : `<p><a href="${escapeMarkup(onward)}">Continuer</a></p>`}
${form ? formOf(form) : ""}</main></body></html>
`,
});

/**
 * Sends the browser on by a page of its own. After a form was sent, browsers hold every redirect that follows to the
 * `form-action` of its page, which cannot name all services.
 */
export const onwardPage = (location: string, cookies: readonly string[]): CasReply =>
  page(200, { title: "Vous allez être redirigé", text: [], onward: location }, cookies);
