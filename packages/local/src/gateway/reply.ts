/** An HTTP answer ready to be written. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: string | Buffer;
}

/** What API Gateway itself answers. */
export function gatewayReply(status: number, message: string, headers: Record<string, string> = {}): Reply {
  return { status, headers: { ...headers, "content-type": "application/json" }, body: JSON.stringify({ message }) };
}

export const internalServerError = gatewayReply(500, "Internal Server Error");

/**
 * Reads the answer of a function by the rules of payload format 2.0: with a `statusCode` it is a whole answer, without
 * it the value is the JSON body of a 200. An answer that API Gateway could not read is a 500.
 */
export function functionReply(payload: string): Reply {
  const value: unknown = JSON.parse(payload);
  if (typeof value !== "object" || value === null || !("statusCode" in value)) {
    const body = typeof value === "string" ? value : payload;
    return { status: 200, headers: { "content-type": "application/json" }, body };
  }
  const { statusCode, headers, cookies, body, isBase64Encoded }: Record<string, unknown> = { ...value };
  const status = Number(statusCode);
  if (!Number.isInteger(status) || status < 100 || status > 599) return internalServerError;
  if (body !== undefined && body !== null && typeof body !== "string") return internalServerError;
  if (typeof (headers ?? {}) !== "object" || (cookies !== undefined && !Array.isArray(cookies)))
    return internalServerError;
  const own = Object.entries(headers ?? {}).map(([name, item]) => [name.toLowerCase(), String(item)] as const);
  return {
    status,
    headers: {
      "content-type": "text/plain;charset=UTF-8",
      ...Object.fromEntries(own),
      ...(Array.isArray(cookies) && { "set-cookie": cookies.map(String) }),
    },
    body: isBase64Encoded === true ? Buffer.from(body ?? "", "base64") : (body ?? ""),
  };
}
