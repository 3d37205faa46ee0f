import type { RecordPayload, Records } from "../store/records.ts";
import type { CodeKind } from "./access-code.ts";

/** What somebody proved by a code, until they have chosen a password. */
export interface Ticket {
  readonly login: string;
  readonly accountId: string;
  readonly code: { readonly kind: CodeKind; readonly digest: string };
  /** Whether the mailbox was given, proved or left out. */
  readonly mailDone: boolean;
  /** The mailbox given, and wrong codes since. */
  readonly mail?: string;
  readonly wrongCodes?: number;
}

const MODEL = "Activation";

/** Time to read a charter with a child, and to find a password. */
const SECONDS = 30 * 60;

export type Tickets = ReturnType<typeof openTickets>;

/** Opens the tickets: random, kept by digest, and good for half an hour. */
export const openTickets = (records: Pick<Records, "find" | "save" | "destroy">) => ({
  find: async (id: string): Promise<Ticket | undefined> =>
    /^[\w-]{22,64}$/.test(id) ? ((await records.find(MODEL, id)) as Ticket | undefined) : undefined,
  keep: (id: string, ticket: Ticket): Promise<void> => records.save(MODEL, id, { ...ticket } as RecordPayload, SECONDS),
  destroy: (id: string): Promise<void> => records.destroy(MODEL, id),
});
