/** A fault of ours, put in on purpose: words of one file in the place of others, in bundles or in the runtime itself. */
export interface Plant {
  readonly where: "bundles" | "runtime";
  readonly file: string;
  /** What stands in the file, and what is put there instead; it throws where the words are no longer there. */
  readonly changes: readonly (readonly [standing: string, instead: string])[];
}

const READS_NEW = 'version === 1 ? { attr: "version", exists: false } : { attr: "version", eq: version - 1 }';
/** Long enough for a kill to fall into. */
const SOON = "new Promise((done) => setTimeout(done, 400))";

/** Each must be seen by the checks of a short play: what they did not see, they would not prove. */
export const plants: Readonly<Record<string, Plant>> = {
  "an answer is sent before what it answers for is written": {
    where: "bundles",
    file: "functions/attendance/submit-roll-call.ts",
    changes: [
      [
        "await registers.submit(schoolId, sources, next, marks, call.remember(reply));",
        `void ${SOON}.then(() => registers.submit(schoolId, sources, next, marks, call.remember(reply))).catch(() => {});`,
      ],
    ],
  },
  "a reply is remembered in a second write": {
    where: "bundles",
    file: "packages/store/src/commit.ts",
    changes: [
      [
        "await execute(...writes);",
        `if (writes.length > 1) { await execute(...writes.slice(0, -1)); await ${SOON}; }
    await execute(...writes.slice(-1));`,
      ],
    ],
  },
  "absences are written after their register": {
    where: "bundles",
    file: "functions/attendance/register-store.ts",
    changes: [
      ["return commit(", `const [first, ...rest] = [`],
      [
        "remembered,\n      );",
        `remembered,
      ];
      const absences = rest.slice(0, -1);
      return commit(first, remembered).then(async () => {
        if (absences.length === 0) return;
        await ${SOON};
        await commit(...absences);
      });`,
      ],
    ],
  },
  "a register is written whatever its version": {
    where: "bundles",
    file: "functions/attendance/register-store.ts",
    changes: [[READS_NEW, '{ or: [{ attr: "version", exists: false }, { attr: "version", exists: true }] }']],
  },
  "a key that comes again is served again": {
    where: "bundles",
    file: "packages/store/src/replies.ts",
    changes: [
      ['.options({ condition: { attr: "fingerprint", exists: false } })', ""],
      ["return Item;", "return Item && undefined;"],
    ],
  },
  "a consumer accepts messages before it has handled them": {
    where: "bundles",
    file: "packages/runtime/src/consume.ts",
    changes: [
      [
        "await Promise.allSettled(batch.Records.map(handleRecord));",
        `batch.Records.map((one) => {
        void ${SOON}.then(() => handleRecord(one)).catch(() => {});
        return { status: "fulfilled" };
      });`,
      ],
    ],
  },
  "changes are accepted before they are followed": {
    where: "bundles",
    file: "packages/runtime/src/follow.ts",
    changes: [
      [
        "await handle(changesOf(stream), deps);",
        `void ${SOON}.then(() => handle(changesOf(stream), deps)).catch(() => {});`,
      ],
    ],
  },
  "a stream is marked as read before it is delivered": {
    where: "runtime",
    file: "packages/local/src/sources/stream-poller.ts",
    changes: [
      [
        "for (const read of reads) await deliver(read);",
        "for (const read of reads) { read.commit(); await delay(400); await deliver(read); }",
      ],
    ],
  },
};

/** The source of a file with the fault in it. Throws when the file is no longer what the fault was written for. */
export const planted = ({ file, changes }: Plant, source: string): string =>
  changes.reduce((text, [standing, instead]) => {
    if (!text.includes(standing)) throw new Error(`${file} no longer says: ${standing}`);
    return text.replace(standing, () => instead);
  }, source);
