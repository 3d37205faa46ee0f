import { withTicket } from "../service-url.ts";
import { type CasReply, redirect } from "./http.ts";
import { onwardPage, page } from "./page.ts";

/** A browser that may enter: where, with what, and how it came. */
export interface Entry {
  readonly service: string;
  readonly name: string;
  readonly ticket: string;
  /** The service asked for the ticket by post. */
  readonly post: boolean;
  /** A password was typed on the way. */
  readonly fresh: boolean;
}

/** Sends the browser into the service with its ticket. */
export const sendOn = ({ service, name, ticket, post, fresh }: Entry, cookies: readonly string[]): CasReply => {
  if (!post) return (fresh ? onwardPage : redirect)(withTicket(service, ticket), cookies);
  const form = { action: service, fields: { ticket }, button: "Entrer dans le service" };
  return page(200, { title: name, text: ["Vous êtes reconnu."], form }, cookies);
};
