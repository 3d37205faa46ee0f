import { createHash } from "node:crypto";
import { type Html, html } from "./html.ts";

/** Contrasts of at least 4.5:1 (text) and 3:1 (borders, focus): RGAA 4.1, criteria 3.2 and 3.3. Sizes in rem, so that text can be enlarged. */
const STYLE = `
:root{--ink:#1d2433;--soft:#4a5368;--paper:#fff;--ground:#f3f1ea;--accent:#17594a;--error:#a3141e;--line:#6f7889}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:grid;place-items:center;padding:1rem;background:var(--ground);color:var(--ink);font:1rem/1.5 system-ui,sans-serif}
main{width:100%;max-width:26rem;padding:2rem 1.5rem;background:var(--paper);border-radius:.75rem;border-top:.375rem solid var(--accent);box-shadow:0 1px 4px #1d243333}
header{margin:0 0 1rem;font-weight:700;letter-spacing:.04em;color:var(--accent)}
h1{margin:0 0 1rem;font-size:1.5rem;line-height:1.25}
p{margin:0 0 1rem}
label{display:block;margin:1rem 0 .25rem;font-weight:600}
input{width:100%;padding:.75rem;font:inherit;color:inherit;background:#fff;border:1px solid var(--line);border-radius:.375rem}
input[aria-invalid]{border:2px solid var(--error)}
button{width:100%;min-height:3rem;margin-top:1.5rem;padding:.75rem 1rem;font:inherit;font-weight:600;color:#fff;background:var(--accent);border:1px solid var(--accent);border-radius:.375rem;cursor:pointer}
button.second{margin-top:.75rem;color:var(--accent);background:#fff}
:focus-visible{outline:3px solid #1b4fd1;outline-offset:2px}
h2{margin:1.5rem 0 .5rem;font-size:1.0625rem;line-height:1.25}
.ways{margin:0;padding:0;list-style:none}
.way{display:block;min-height:3rem;margin-top:.5rem;padding:.75rem 1rem;font-weight:600;text-align:center;color:var(--accent);border:1px solid var(--accent);border-radius:.375rem;text-decoration:none}
.way:hover{text-decoration:underline}
.way span{font-weight:400}
.error{padding:.75rem 1rem;border-left:.25rem solid var(--error);color:var(--error);background:#fdf1f1}
a{color:var(--accent)}
.help{margin:0 0 .5rem;font-size:.9375rem;color:var(--soft)}
.charter{max-height:16rem;overflow:auto;margin:0 0 1rem;padding:.75rem 1rem;border:1px solid var(--line);border-radius:.375rem}
.choice{display:flex;gap:.75rem;align-items:start}
.choice input{flex:none;width:1.5rem;height:1.5rem;margin:0}
.hint{margin-top:1.5rem;font-size:.9375rem;color:var(--soft)}
@media (forced-colors:active){main,button{border:1px solid}}
`;

const STYLE_HASH = createHash("sha256").update(STYLE).digest("base64");

/**
 * The policy of our pages: no script, no outside resource, no frame around them. `formTargets` are the origins or schemes
 * that the answer to a form may lead to: browsers check each redirect that follows.
 */
export const pagePolicy = (formTargets: readonly string[] = []): string =>
  [
    "default-src 'none'",
    `style-src 'sha256-${STYLE_HASH}'`,
    `form-action ${["'self'", ...formTargets].join(" ")}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");

/** A whole page. The title says first what changed, for it is the first thing a screen reader speaks. */
export const layout = (title: string, content: Html): string =>
  html`<!DOCTYPE html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="same-origin">
<title>${title} – Préau</title>
<style>${{ markup: STYLE }}</style>
</head>
<body>
<main>
<header>Préau</header>
${content}
</main>
</body>
</html>
`.markup;
