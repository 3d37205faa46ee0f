import type { Received } from "@preau/sdk";
import type { VirtualPerson } from "../people/virtual-person.ts";
import type { contracts, SchoolClient } from "./contracts.ts";

type Sheet = Received<typeof contracts.attendance.routes.readRollCall>;
type Notice = Received<typeof contracts.notices.routes.listNotices>["items"][number];

/** A phone, a tablet or a screen in somebody's hands: their client, and what it shows. */
export interface Device {
  readonly person: VirtualPerson;
  readonly client: SchoolClient;
  /** Milliseconds of the run from which its owner has thought enough. */
  readyAt: number;
  /** Something was asked and has not been answered. */
  busy: boolean;
  /** The roll-call sheet on screen, and at which of the teacher's lessons the next one is looked for. */
  sheet?: Sheet;
  lesson: number;
  /** A notice on screen that nobody has said to have read. */
  notice?: Notice;
}

/** A device that has just been opened. */
export const openDevice = (person: VirtualPerson, client: SchoolClient): Device => ({
  person,
  client,
  readyAt: 0,
  busy: false,
  lesson: 0,
});
