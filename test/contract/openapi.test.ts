import { toOpenApi } from "@preau/contract/openapi";
import { Validator } from "@seriousme/openapi-schema-validator";
import { describe, expect, it } from "vitest";
import { capabilityList } from "../../infra/capability-list.ts";

const contracts = capabilityList.map(({ contract }) => contract);
const document = toOpenApi(contracts, {
  url: "https://api.preau.example",
  issuerUrl: "https://identity.preau.example",
});

const validate = async (candidate: object) =>
  (await new Validator().validate(structuredClone(candidate) as never)).valid;

describe("the OpenAPI document", () => {
  it("is valid OpenAPI 3.1", async () => {
    expect(await validate(document)).toBe(true);
    expect(await validate({ ...document, paths: { "/v1/planted": { get: { responses: "none" } } } })).toBe(false);
  });

  // What apps rely on is reviewed: after a look at the difference, `npm test -- -u` takes it over.
  it("is the one that was reviewed", async () => {
    await expect(`${JSON.stringify(document, null, 2)}\n`).toMatchFileSnapshot("./openapi.json");
  });

  it("describes every operation of every contract", () => {
    const described = Object.values(document.paths).flatMap((path) => Object.values(path) as { operationId: string }[]);
    expect(described.map(({ operationId }) => operationId).sort()).toEqual(
      contracts.flatMap(({ routes }) => Object.keys(routes)).sort(),
    );
  });
});
