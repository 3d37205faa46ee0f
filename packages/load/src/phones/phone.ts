import type { Random } from "@preau/demo/world/random";
import type { Issuer, Tokens } from "./virtual-issuer.ts";

/** What happened to phones. */
export interface Tally {
  refreshes: number;
  lostRequests: number;
  lostAnswers: number;
  /** Answers that arrived but were never kept: the application was killed first. */
  unkept: number;
  /** Refreshes made with a token that an earlier refresh, whose answer never stayed, had already presented. */
  askedAgain: number;
  twoTabs: number;
  signedOut: number;
  /** Calls refused with a token fresh from the issuer. */
  refusedFresh: number;
}

export const emptyTally = (): Tally => ({
  refreshes: 0,
  lostRequests: 0,
  lostAnswers: 0,
  unkept: 0,
  askedAgain: 0,
  twoTabs: 0,
  signedOut: 0,
  refusedFresh: 0,
});

/** Seconds after which a phone asks again when nothing came, then gives up until it is next opened. */
const RETRIES = [0, 2, 20, 120];

/** A network that loses a request or an answer in a hundred ways, more often just after it lost one. */
const network = (random: Random) => {
  let bad = false;
  return (): "ok" | "request lost" | "answer lost" | "killed" => {
    const lost = random.chance(bad ? 0.6 : 0.04);
    bad = lost;
    if (!lost) return random.chance(0.005) ? "killed" : "ok";
    return random.chance(0.5) ? "request lost" : "answer lost";
  };
};

/**
 * One phone: what it has kept, a clock up to five minutes off, and a network. Its tabs share what is kept, and read it again before
 * each try, as the portal does.
 */
export const phoneOf = (issuer: Issuer, clock: { at: number }, random: Random, tally: Tally, first: Tokens) => {
  const skew = random.int(601) - 300;
  const fate = network(random);
  const presented = new Set<string>();
  let kept = first;
  let out = false;

  const seemsValid = (): boolean => clock.at + skew < kept.access.endsAt - 30;

  /** One try with what was kept when it left; true when it is over, well or badly. */
  const tryOnce = async (refresh: string): Promise<boolean> => {
    tally.refreshes += 1;
    const fated = fate();
    if (fated === "request lost") {
      tally.lostRequests += 1;
      return false;
    }
    if (presented.has(refresh)) tally.askedAgain += 1;
    presented.add(refresh);
    const tokens = await issuer.refresh(refresh);
    if (tokens !== undefined && fated === "ok") {
      kept = tokens;
      if (!issuer.accepts(kept.access)) tally.refusedFresh += 1;
      return true;
    }
    if (fated === "answer lost") {
      tally.lostAnswers += 1;
      return false;
    }
    if (tokens === undefined) out = true;
    else tally.unkept += 1;
    return true;
  };

  const renew = async (): Promise<void> => {
    for (const pause of RETRIES) {
      clock.at += pause;
      if (out || (pause > 0 && seemsValid()) || (await tryOnce(kept.refresh))) return;
    }
  };

  return {
    isOut: () => out,
    /** The application comes to the front: it calls with what it has, and renews it when that does not pass. */
    open: async (): Promise<void> => {
      if (seemsValid() && issuer.accepts(kept.access)) return;
      await renew();
    },
    /** Two tabs wake together: both leave with the same token, at the same instant or one some seconds behind the other. */
    openTwice: async (): Promise<void> => {
      tally.twoTabs += 1;
      const { refresh } = kept;
      if (random.chance(0.5)) {
        await Promise.all([tryOnce(refresh), tryOnce(refresh)]);
        return;
      }
      await tryOnce(refresh);
      clock.at += random.int(50);
      if (!out) await tryOnce(refresh);
    },
  };
};
