import { ProblemError } from "@preau/contract";
import type { Call } from "@preau/runtime";
import type { Write } from "@preau/store";
import { describe, expect, it } from "vitest";
import type { directoryContract, ImportId } from "./contract.ts";
import { createImport } from "./create-import.ts";
import type { ImportJob } from "./import-job.ts";
import { startImport } from "./start-import.ts";

type Routes = typeof directoryContract.routes;
const importId = "imp_7k2mq4x9d0abc" as ImportId;
const now = () => new Date("2026-11-23T05:00:00.000Z");
const files = ["EtabEducNat", "PersRelEleve", "Eleve", "PersEducNat"].map((category) => ({
  name: `ENT_TEST_Complet_20261102_${category}_0000.xml`,
  bytes: 10,
}));

const remembered = { reply: true } as unknown as Write;
const callOf = (given: object) => ({ remember: () => remembered, ...given });

const announce = async (body: object) => {
  const created: { job: ImportJob; reply: Write }[] = [];
  const reply = await createImport(callOf({ body }) as unknown as Call<Routes["createImport"]>, {
    imports: { create: async (job, write) => void created.push({ job, reply: write }) },
    objects: {
      uploadUrl: async (id, file, seconds) => ({
        url: `https://objects/${id}/${file}?${seconds}`,
        expiresAt: "2026-11-23T06:00:00.000Z",
      }),
    },
    newId: () => importId,
    acceptsLoopback: false,
    now,
  });
  return { reply, created };
};

const start = async (job: Partial<ImportJob> | undefined, sizes: readonly (number | undefined)[]) => {
  const moved: ImportJob[] = [];
  const { created } = await announce({ kind: "aaf", files });
  const found = created[0] && job && { ...created[0].job, ...job };
  const reply = await startImport(callOf({ params: { importId } }) as unknown as Call<Routes["startImport"]>, {
    imports: {
      find: async () => found,
      moveWith: async (next, write) => {
        expect(write).toBe(remembered);
        moved.push(next);
      },
    },
    objects: { sizeOf: async (_, file) => sizes[files.findIndex(({ name }) => name === file)] },
    now,
  }).catch((error: unknown) => {
    expect(moved).toEqual([]);
    throw error;
  });
  return { reply, moved };
};

const refusal = async (attempt: Promise<unknown>): Promise<ProblemError> => {
  const error = await attempt.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof ProblemError) return error;
  throw new Error("not refused");
};

describe("announcing a delivery", () => {
  it("gives an address for each file, and remembers the delivery with that answer", async () => {
    const { reply, created } = await announce({ kind: "aaf", files });
    expect(reply).toMatchObject({ status: 201, body: { importId, state: "awaiting-files" } });
    expect(reply.body.uploads.map(({ name, url }) => [name, url])).toEqual(
      files.map(({ name }) => [name, `https://objects/${importId}/${name}?3600`]),
    );
    expect(created).toMatchObject([{ job: { importId, schoolYear: 2026, files }, reply: remembered }]);
  });

  it("may be for another school year than the current one", async () => {
    const { created } = await announce({ kind: "aaf", files, schoolYear: 2027 });
    expect(created[0]?.job.schoolYear).toBe(2027);
  });

  it("with a file that is not AAF is refused before anything is sent, naming it", async () => {
    const { code, details } = await refusal(announce({ kind: "aaf", files: [...files, { name: "a.pdf", bytes: 1 }] }));
    expect([code, details.errors?.map(({ field }) => field)]).toEqual(["invalid-request", ["body.files.4.name"]]);
  });
});

describe("starting an import", () => {
  it("whose files are all there queues it, with the answer in the same write", async () => {
    const { reply, moved } = await start({}, [10, 10, 10, 10]);
    expect(reply).toMatchObject({ status: 202, body: { state: "queued" } });
    expect(moved).toMatchObject([{ importId, state: "queued", version: 1 }]);
  });

  it("without some of its files is refused, naming those and what to do", async () => {
    const { code, details } = await refusal(start({}, [10, undefined, 9, 10]));
    expect(code).toBe("files-missing");
    expect(details.errors).toEqual([
      { field: files[1]?.name, message: expect.stringContaining("n’est pas arrivé") },
      { field: files[2]?.name, message: expect.stringContaining("9 octets au lieu de 10") },
    ]);
  });

  it("that is over is refused, with where it stands", async () => {
    const { code, details } = await refusal(start({ state: "done" }, [10, 10, 10, 10]));
    expect([code, details.current]).toMatchObject(["import-already-started", { state: "done" }]);
  });

  it("that nobody announced is not found", async () => {
    expect((await refusal(start(undefined, []))).code).toBe("not-found");
  });
});
