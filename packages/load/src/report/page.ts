import { createHash } from "node:crypto";
import { HOVER } from "./hover.ts";
import { type Html, html } from "./html.ts";
import { STYLE } from "./style.ts";

const hashOf = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** What the page itself may do: its own style and its own small script, nothing from anywhere else. */
const POLICY = `default-src 'none'; style-src ${hashOf(STYLE)}; script-src ${hashOf(HOVER)}; base-uri 'none'; form-action 'none'`;

/** A whole page that needs nothing but itself. */
export const pageOf = (title: string, content: Html): string =>
  html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${{ markup: POLICY }}"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title><style>${{ markup: STYLE }}</style></head>
<body>${content}
<script>${{ markup: HOVER }}</script></body></html>
`.markup;
