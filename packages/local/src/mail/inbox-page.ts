import type { KeptMail } from "./mail-sink.ts";

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign] ?? "");

const article = ({ at, to, subject, text }: KeptMail): string =>
  `<article><h2>${escaped(subject)}</h2><p><small>${escaped(to.join(", "))} · ${escaped(at.slice(0, 19).replace("T", " "))} UTC</small></p><pre>${escaped(text)}</pre></article>`;

/** The messages that would have been sent, as a page to read. */
export const inboxPage = (mails: readonly KeptMail[]): string => `<!DOCTYPE html>
<html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Courriers – Préau</title>
<style>body{max-width:44rem;margin:2rem auto;padding:0 1rem;font:1rem/1.5 system-ui,sans-serif;color:#1d2433}
article{border-top:1px solid #6f7889;padding:1rem 0}h2{font-size:1.1rem;margin:0}pre{white-space:pre-wrap;font:inherit}</style></head>
<body><h1>Courriers</h1><p>Rien ne quitte cette machine : voici ce qui aurait été envoyé, le plus récent d’abord.</p>
${mails.length === 0 ? "<p>Aucun courrier pour l’instant.</p>" : mails.map(article).join("\n")}
</body></html>
`;
