import type { Told } from "@preau/formats/partner-attributes";
import { escapeMarkup } from "./escape-markup.ts";
import type { CasReply } from "./http.ts";

export type FailureCode =
  | "INVALID_REQUEST"
  | "INVALID_TICKET_SPEC"
  | "UNAUTHORIZED_SERVICE_PROXY"
  | "INVALID_TICKET"
  | "INVALID_SERVICE"
  | "INTERNAL_ERROR";

export interface Success {
  readonly user: string;
  readonly told: readonly Pick<Told, "name" | "values">[];
}

export interface Failure {
  readonly code: FailureCode;
  /** In French, for whoever sets the service up. */
  readonly why: string;
}

export type Format = "xml" | "json";

const HEADERS = { "cache-control": "no-store", "x-content-type-options": "nosniff" };

const xml = (content: string): CasReply => ({
  statusCode: 200,
  headers: { "content-type": "application/xml; charset=utf-8", ...HEADERS },
  body: `<cas:serviceResponse xmlns:cas="http://www.yale.edu/tp/cas">\n${content}\n</cas:serviceResponse>\n`,
});

const json = (serviceResponse: object): CasReply => ({
  statusCode: 200,
  headers: { "content-type": "application/json; charset=utf-8", ...HEADERS },
  body: JSON.stringify({ serviceResponse }),
});

const element = (name: string, text: string): string => `<cas:${name}>${escapeMarkup(text)}</cas:${name}>`;

/** Who has entered. In XML an attribute with several values is an element several times; in JSON a list, always. */
export const success = ({ user, told }: Success, format: Format): CasReply => {
  if (format === "json")
    return json({
      authenticationSuccess: {
        user,
        ...(told.length > 0 && { attributes: Object.fromEntries(told.map(({ name, values }) => [name, values])) }),
      },
    });
  const attributes = told.flatMap(({ name, values }) => values.map((value) => `      ${element(name, value)}`));
  return xml(
    [
      "  <cas:authenticationSuccess>",
      `    ${element("user", user)}`,
      ...(attributes.length > 0 ? ["    <cas:attributes>", ...attributes, "    </cas:attributes>"] : []),
      "  </cas:authenticationSuccess>",
    ].join("\n"),
  );
};

export const failure = ({ code, why }: Failure, format: Format): CasReply =>
  format === "json"
    ? json({ authenticationFailure: { code, description: why } })
    : xml(`  <cas:authenticationFailure code="${code}">${escapeMarkup(why)}</cas:authenticationFailure>`);

export const proxyFailure = ({ code, why }: Failure, format: Format): CasReply =>
  format === "json"
    ? json({ proxyFailure: { code, description: why } })
    : xml(`  <cas:proxyFailure code="${code}">${escapeMarkup(why)}</cas:proxyFailure>`);

/** The two lines of CAS 1.0. */
export const plain = (user: string | undefined): CasReply => ({
  statusCode: 200,
  headers: { "content-type": "text/plain; charset=utf-8", ...HEADERS },
  body: user === undefined ? "no\n\n" : `yes\n${user}\n`,
});
