import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { collect } from "../../test/bytes-of.ts";
import { connectOneRosterService } from "./connect-service.ts";

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

interface Asked {
  readonly path: string;
  readonly authorization: string | undefined;
}

/** A service on this machine; `answer` gets the requests in order and is asked for the token too. */
async function service(answer: (asked: Asked, count: number, response: ServerResponse) => void) {
  const asked: Asked[] = [];
  const server = createServer((request: IncomingMessage, response) => {
    const one = { path: request.url ?? "", authorization: request.headers.authorization };
    asked.push(one);
    answer(one, asked.length, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  open.push(() => new Promise((resolve) => server.close(() => resolve())));
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  const connection = { base: `${origin}/v1p2`, tokenUrl: `${origin}/token`, clientId: "préau", clientSecret: "s:cret" };
  const orgs = () => collect(connectOneRosterService(connection).list("orgs"));
  return { asked, orgs };
}

function json(response: ServerResponse, value: unknown, status = 200): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
}

describe("a connection to a OneRoster service", () => {
  it("asks for a token by its credentials, then for pages with it", async () => {
    const { asked, orgs } = await service(({ path }, _, response) =>
      json(response, path === "/token" ? { access_token: "t1" } : { orgs: [{ sourcedId: "a" }] }),
    );
    expect((await orgs()).items.map(({ value }) => value)).toEqual([{ sourcedId: "a" }]);
    const credentials = Buffer.from("pr%C3%A9au:s%3Acret").toString("base64");
    expect(asked.map(({ authorization }) => authorization)).toEqual([`Basic ${credentials}`, "Bearer t1"]);
    expect(asked[1]?.path).toBe("/v1p2/orgs?limit=100&offset=0");
  });

  it("asks once for another token when the first is no longer taken", async () => {
    const { asked, orgs } = await service(({ path, authorization }, count, response) => {
      if (path === "/token") json(response, { access_token: `t${count}` });
      else json(response, { orgs: [] }, authorization === "Bearer t1" ? 401 : 200);
    });
    expect((await orgs()).fault).toBeUndefined();
    expect(asked.map(({ authorization }) => authorization?.split(" ")[0])).toEqual([
      "Basic",
      "Bearer",
      "Basic",
      "Bearer",
    ]);
  });

  it.each([
    ["refuses the credentials", 401, "{}"],
    ["gives no token", 200, "{}"],
    ["answers a web page", 200, "<html>"],
    ["sends elsewhere", 302, ""],
  ])("stops with a fault when the service %s", async (_, status, body) => {
    const { asked, orgs } = await service((__, ___, response) => {
      response.writeHead(status, { location: "/elsewhere" }).end(body);
    });
    expect((await orgs()).fault).toMatchObject({ name: "FormatFault", code: "wrong-format", file: "/token" });
    expect(asked).toHaveLength(1);
  });

  it("stops at an answer that never ends", async () => {
    const { orgs } = await service(({ path }, _, response) =>
      json(response, path === "/token" ? { access_token: "t" } : { orgs: ["x".repeat(6 * 1024 * 1024)] }),
    );
    expect((await orgs()).fault).toMatchObject({ code: "wrong-format" });
  });

  it("never sends its secret in clear to another machine", async () => {
    const connection = {
      base: "http://roster.example.org",
      tokenUrl: "http://roster.example.org/t",
      clientId: "a",
      clientSecret: "b",
    };
    const { fault } = await collect(connectOneRosterService(connection).list("orgs"));
    expect(fault).toMatchObject({ message: expect.stringContaining("HTTPS") });
  });

  it("says so when nobody answers", async () => {
    const connection = {
      base: "http://127.0.0.1:9/v1p2",
      tokenUrl: "http://127.0.0.1:9/t",
      clientId: "a",
      clientSecret: "b",
    };
    const { fault } = await collect(connectOneRosterService(connection).list("orgs"));
    expect(fault).toMatchObject({ message: expect.stringContaining("ne répond pas") });
  });
});
