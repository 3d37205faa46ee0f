import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Préau: API reference</title>
<link rel="stylesheet" href="/docs/swagger-ui.css">
<main id="reference"></main>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</html>
`;

const START = `SwaggerUIBundle({ url: "/openapi.json", dom_id: "#reference", deepLinking: true, displayOperationId: true, docExpansion: "list", validatorUrl: null });`;

const asset = (file: string, type: string) => () => ({
  type,
  body: readFileSync(fileURLToPath(import.meta.resolve(`swagger-ui-dist/${file}`))),
});

/** The API reference at `/docs` and its document at `/openapi.json`: nothing is fetched from anywhere else. */
export const referencePages = (openApi: string) => ({
  "/openapi.json": () => ({ type: "application/json; charset=utf-8", body: openApi }),
  "/docs": () => ({ type: "text/html; charset=utf-8", body: PAGE }),
  "/docs/start.js": () => ({ type: "text/javascript; charset=utf-8", body: START }),
  "/docs/swagger-ui-bundle.js": asset("swagger-ui-bundle.js", "text/javascript; charset=utf-8"),
  "/docs/swagger-ui.css": asset("swagger-ui.css", "text/css; charset=utf-8"),
});
