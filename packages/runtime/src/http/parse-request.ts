import { type FieldError, problem } from "@preau/contract";
import * as z from "zod";
import french from "zod/v4/locales/fr.js";
import type { Inbound, Middleware } from "./exchange.ts";

/** What the library says of a field left out (« indéfini reçu ») helps nobody. */
const saidOfMissing = ({ code, input }: z.core.$ZodRawIssue): string | undefined =>
  code === "invalid_type" && input === undefined ? "Ce champ est obligatoire : renseignez-le." : undefined;

z.config({ ...french(), customError: saidOfMissing });

const fieldErrors = (place: string, issues: readonly z.core.$ZodIssue[]): FieldError[] =>
  issues.flatMap((issue) =>
    issue.code === "unrecognized_keys"
      ? issue.keys.map((key) => ({
          field: [place, ...issue.path, key].join("."),
          message: "Ce champ n’est pas prévu ici : retirez-le.",
        }))
      : [{ field: [place, ...issue.path].join("."), message: issue.message }],
  );

const bodyOf = (event: Inbound): unknown => {
  const text = event.isBase64Encoded ? Buffer.from(event.body ?? "", "base64").toString("utf8") : (event.body ?? "");
  if (text === "") return undefined;
  if (!/^application\/(.+\+)?json/i.test(event.headers["content-type"] ?? "")) throw problem("unsupported-media-type");
  try {
    return JSON.parse(text);
  } catch {
    throw problem("invalid-request", { errors: [{ field: "body", message: "Le contenu n’est pas du JSON valide." }] });
  }
};

/** Checks the path, the query and the body against the route, and reports every fault at once, each with its field. */
export const parseRequest = (): Middleware => ({
  before: ({ event }) => {
    const { route, principal, correlationId } = event.exchange;
    if (principal === undefined) throw new Error("the principal is read before the request");
    const given = { params: event.pathParameters ?? {}, query: event.queryStringParameters ?? {}, body: bodyOf(event) };
    const errors: FieldError[] = [];
    const read = (place: "params" | "query" | "body") => {
      const schema =
        route[place] ?? (place === "body" ? z.undefined("Cette adresse n’attend pas de contenu.") : z.strictObject({}));
      const parsed = schema.safeParse(given[place]);
      if (parsed.success) return parsed.data;
      errors.push(...fieldErrors(place, parsed.error.issues));
      return undefined;
    };
    const { params, query, body } = { params: read("params"), query: read("query"), body: read("body") };
    if (errors.length > 0) throw problem("invalid-request", { errors });
    const remember = () => {
      throw new Error("only an idempotent route remembers its reply");
    };
    const has = (event.headers["if-none-match"] ?? "").split(/\s*,\s*/).map((tag) => tag.replace(/^(W\/)?"|"$/g, ""));
    event.exchange.call = { principal, params, query, body, correlationId, has, remember } as NonNullable<
      typeof event.exchange.call
    >;
  },
});
