import type { Part } from "../people/cast.ts";
import type { Speech } from "../surge/gather-crowd.ts";

const isRefusal = (response: Response): boolean => response.status === 429 || response.status === 503;

const refusal = (): Response =>
  new Response(
    JSON.stringify({ type: "about:blank", title: "Réessayez.", status: 503, code: "temporarily-unavailable" }),
    {
      status: 503,
      headers: { "content-type": "application/problem+json", "retry-after": "2" },
    },
  );

/** An application without a retry budget: what is refused is sent again at once, up to so many times. */
export const insistent =
  (times: number): Speech =>
  (wire) => ({
    ...wire,
    fetch: async (...request) => {
      for (let tried = 0; ; tried += 1) {
        const response = await wire.fetch(...request);
        if (!isRefusal(response) || tried === times) return response;
      }
    },
  });

/** An application without jitter or budget: whoever was refused comes back on the second, all at the same one, for as long as they wait. */
export const inStep =
  (everyMs: number): Speech =>
  (wire) => ({
    ...wire,
    fetch: async (...request) => {
      for (;;) {
        const response = await wire.fetch(...request);
        if (!isRefusal(response)) return response;
        await wire.wait(everyMs - (Date.now() % everyMs));
      }
    },
  });

/** A front that chooses by who asks: so many of the requests of some are refused before anybody looks at them. */
export const rationing =
  (parts: readonly Part[], share: number, chance: () => number = Math.random): Speech =>
  (wire, part) =>
    parts.includes(part)
      ? { ...wire, fetch: async (...request) => (chance() < share ? refusal() : wire.fetch(...request)) }
      : wire;

/** A front that says yes before anything was written, and forgets some: the receipt of a roll call is made up. */
export const forgetful =
  (share: number, chance: () => number = Math.random): Speech =>
  (wire) => ({
    ...wire,
    fetch: async (target, init) => {
      const [, schoolId, lessonId] = /schools\/([^/]+)\/roll-calls\/([^/]+)$/.exec(String(target)) ?? [];
      if (init?.method !== "PUT" || lessonId === undefined || chance() >= share) return wire.fetch(target, init);
      const { version } = JSON.parse(String(init.body)) as { readonly version: number };
      const receipt = { schoolId, lessonId, version: version + 1, absent: 0, late: 0, conflicts: 0 };
      return Response.json({ ...receipt, submittedAt: new Date().toISOString() });
    },
  });
