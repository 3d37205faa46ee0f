import type { HttpReply } from "../http/reply.ts";
import type { Records } from "../store/records.ts";
import type { FederatedIdentity } from "./federated-identity.ts";

/** What a federation said, kept for the browser that began the sign-in `uid`. */
export interface Ticket {
  readonly uid: string;
  readonly identity: FederatedIdentity;
}

/** Long enough to choose between accounts or to find a password. Seconds. */
const TICKET_LIVES = 900;

/** Keeps what was said and sends the browser to our own page, where its cookie is read. */
export const issueTicket = async (
  ticket: Ticket,
  { records, newId }: { readonly records: Pick<Records, "save">; newId(): string },
): Promise<HttpReply> => {
  const id = newId();
  await records.save("FederationTicket", id, { ...ticket }, TICKET_LIVES);
  const location = `/sign-in/${encodeURIComponent(ticket.uid)}/continue/${id}`;
  return { statusCode: 303, headers: { location, "cache-control": "no-store" } };
};

/** What was said, if it was for this sign-in; going on with it uses it up. */
export const ticketOf = async (
  id: string,
  uid: string,
  records: Pick<Records, "find">,
): Promise<Ticket | undefined> => {
  const record = await records.find("FederationTicket", id);
  if (record === undefined || record.uid !== uid) return undefined;
  return { uid, identity: record.identity as FederatedIdentity };
};
