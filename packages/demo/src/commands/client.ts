import { createClient } from "@preau/sdk";
import { attendanceContract } from "../../../../functions/attendance/contract.ts";
import { directoryContract } from "../../../../functions/directory/contract.ts";
import { homeContract } from "../../../../functions/home/contract.ts";
import { noticesContract } from "../../../../functions/notices/contract.ts";
import { timetableContract } from "../../../../functions/timetable/contract.ts";
import { signIn } from "../sign-in.ts";

const contracts = {
  attendance: attendanceContract,
  directory: directoryContract,
  home: homeContract,
  notices: noticesContract,
  timetable: timetableContract,
};

/** The first calls of a start meet cold functions, on a machine that may be slow: nobody waits in front of a screen. */
const TIME_BUDGET_MS = 60_000;

export interface Server {
  readonly baseUrl: string;
  readonly issuerUrl: string;
}

/** A client that acts as whoever the token was made for; `send` may watch what passes. */
export const clientWith = ({ baseUrl }: Pick<Server, "baseUrl">, accessToken: string, send: typeof fetch = fetch) =>
  createClient(contracts, { baseUrl, token: () => accessToken, fetch: send, timeBudgetMs: TIME_BUDGET_MS });

export type DemoClient = ReturnType<typeof clientWith>;

/** Signs a person in and gives a client that acts as them. */
export const clientOf = async (
  server: Server,
  login: string,
  password: string,
  send?: typeof fetch,
): Promise<DemoClient> =>
  clientWith(server, (await signIn({ issuerUrl: server.issuerUrl, login, password })).accessToken, send);
