import type { AudienceId, SchoolId } from "@preau/contract";
import { openTable, readCapacity, resetCapacity } from "@preau/store";
import { beforeEach, describe, expect, it } from "vitest";
import { freshTable } from "../../../test/support/fresh-table.ts";
import { type Channel, failed, type Outcome, type Outgoing } from "../channels/channel.ts";
import { mailWay, pushWay, smsWay } from "../channels/obstacles.ts";
import { openContactStore } from "../contacts/contact-store.ts";
import { notices } from "../manifest.ts";
import { usualSettings } from "../settings.ts";
import { openFamiliesStore } from "./families-store.ts";
import { type KeptMessage, standingOf } from "./message.ts";
import { openMessageStore } from "./message-store.ts";
import { openReceivedStore } from "./received-store.ts";
import { type SendClassDeps, sendToClass } from "./send-to-class.ts";
import type { MessageWake } from "./wake.ts";

const YEAR = { schoolId: "0990001N" as SchoolId, schoolYear: 2026 };
const CLASS = "aud_7k2mq4x9d0abc" as AudienceId;
const [NINA, ZOE] = ["per_0000000000011", "per_0000000000012"];
const [MOTHER, FATHER, UNREACHABLE] = ["per_0000000000021", "per_0000000000022", "per_0000000000023"];
const MONDAY = new Date("2026-11-23T10:00:00Z");

const message: KeptMessage = {
  ...YEAR,
  messageId: "msg_1k7q8w3m5abcd",
  sentAt: MONDAY.toISOString(),
  sentBy: "per_0000000000031",
  subject: "Au sujet de {enfant}",
  text: "{nom} ({classe}), {etablissement}.",
  from: "2026-08-01",
  to: "2026-11-23",
  audiences: [{ audienceId: CLASS, code: "6A", families: 4 }],
  families: 4,
  schoolName: "Collège Ada Lovelace",
  phone: "",
};
const wake: MessageWake = { ...YEAR, messageId: message.messageId, audienceId: CLASS, after: 5, pass: 0 };

const record = (mail?: string) => ({
  familyName: "MARLOW",
  givenName: "Léa",
  title: "Mme",
  schoolName: "Collège Ada Lovelace",
  phones: [],
  ...(mail !== undefined && { mail }),
});

const openWorld = async () => {
  const table = openTable(await freshTable(notices));
  const contacts = openContactStore(table);
  const families = openFamiliesStore(table);
  const messages = openMessageStore(table);
  const received = openReceivedStore(table);
  for (const guardianId of [MOTHER, FATHER])
    await contacts.keepRecord({ ...YEAR, guardianId }, record(`${guardianId}@example.org`), 1);
  const pupil = (pupilId: string, givenName: string, guardianIds: string[]) => ({
    pupilId,
    familyName: "MARLOW",
    givenName,
    className: "6A",
    guardianIds,
  });
  const keep = (version: number, ninasGuardians: string[]) =>
    families.keepFamilies(
      YEAR,
      {
        audienceId: CLASS,
        code: "6A",
        pupils: [pupil(NINA, "Nina", ninasGuardians), pupil(ZOE, "Zoé", [MOTHER, UNREACHABLE])],
      },
      version,
    );
  await keep(1, [MOTHER, FATHER]);
  const left: (Outgoing & { readonly to: string })[] = [];
  const wakes: { what: MessageWake; seconds: number }[] = [];
  let answer: (outgoing: Outgoing) => Outcome = () => ({ state: "sent" });
  let now = MONDAY;
  const mail: Channel = {
    ...mailWay,
    send: async (outgoing, { contact }) => {
      const outcome = answer(outgoing);
      if (outcome.state === "sent") left.push({ ...outgoing, to: contact.mail ?? "" });
      return outcome;
    },
  };
  const silent = async (): Promise<Outcome> => failed("", false);
  const deps: SendClassDeps = {
    now: () => now,
    contacts,
    families,
    messages,
    received,
    channels: [{ ...pushWay, send: silent }, mail, { ...smsWay, send: silent }],
    settings: { current: async () => usualSettings },
    later: { leave: async (...all) => void wakes.push(...all) },
    summarize: async () => [],
  };
  const order = (changes: Partial<KeptMessage> = {}) => {
    const remembered = { accountId: "acc_0000000000001", key: changes.messageId ?? "k", fingerprint: "f" };
    return import("@preau/store").then(({ openReplies }) =>
      messages.order(
        { ...message, ...changes },
        openReplies(table).remember(remembered, { status: 202, body: {} }, MONDAY),
      ),
    );
  };
  return {
    ...{ contacts, messages, received, left, wakes, deps, order, keep },
    send: (what: MessageWake = wake) => sendToClass(what, deps),
    answers: (next: typeof answer) => {
      answer = next;
    },
    at: (instant: string) => {
      now = new Date(instant);
    },
    standings: async () => {
      const deliveries = await messages.deliveriesOf(wake, { consistent: true });
      return deliveries.map((one) => [one.pupilId, one.guardianId, standingOf(one)]);
    },
  };
};

let world: Awaited<ReturnType<typeof openWorld>>;
beforeEach(async () => {
  world = await openWorld();
  await world.order();
});

describe("a message to a class", () => {
  it("reaches each legal representative of each pupil once, in the words of that child", async () => {
    await world.send();
    expect(world.left.map(({ to, pupilId }) => [to, pupilId]).sort()).toEqual([
      [`${MOTHER}@example.org`, NINA],
      [`${MOTHER}@example.org`, ZOE],
      [`${FATHER}@example.org`, NINA],
    ]);
    expect(world.left[0]).toMatchObject({
      subject: "Au sujet de Nina",
      text: expect.stringContaining("Nina MARLOW (6A), Collège Ada Lovelace."),
    });
    expect(await world.standings()).toEqual([
      [NINA, MOTHER, "sent"],
      [NINA, FATHER, "sent"],
      [ZOE, MOTHER, "sent"],
      [ZOE, UNREACHABLE, "unreachable"],
    ]);
    expect(await world.messages.progressOf(wake, [CLASS])).toEqual([
      { waiting: 0, sent: 3, failed: 0, unreachable: 1 },
    ]);
  });

  it("is in the list of those whom no channel reaches too", async () => {
    await world.send();
    const { items } = await world.received.receivedBy({ ...YEAR, guardianId: UNREACHABLE }, { limit: 5 });
    expect(items).toMatchObject([{ pupilId: ZOE, pupilName: "Zoé", subject: "Au sujet de Zoé" }]);
  });

  it("leaves once, however often the queue brings it, and together", async () => {
    await Promise.all([world.send(), world.send()]);
    await world.send();
    expect(world.left).toHaveLength(3);
  });

  it("waits for the end of quiet hours, evenings and weekends", async () => {
    world.at("2026-11-27T19:30:00Z");
    await world.send();
    expect(world.left).toEqual([]);
    expect(world.wakes).toEqual([{ what: wake, seconds: (2 * 24 + 10.5) * 3600 + 5 }]);
  });

  it("does not leave for an adult who lost their right after it was ordered", async () => {
    await world.keep(2, [MOTHER]);
    await world.send();
    expect(world.left.map(({ to }) => to)).not.toContain(`${FATHER}@example.org`);
    const { items } = await world.received.receivedBy({ ...YEAR, guardianId: FATHER }, { limit: 5 });
    expect(items).toEqual([]);
  });

  it("is tried again where the mail service did not answer, and there alone", async () => {
    world.answers(({ guardianId }) => (guardianId === FATHER ? failed("Occupé.", true) : { state: "sent" }));
    await world.send();
    expect(world.wakes).toEqual([{ what: { ...wake, pass: 1 }, seconds: 60 }]);
    world.answers(() => ({ state: "sent" }));
    await world.send({ ...wake, pass: 1 });
    expect(world.left).toHaveLength(3);
    expect(world.wakes).toHaveLength(1);
    expect((await world.standings())[1]).toEqual([NINA, FATHER, "sent"]);
  });

  it("has failed after five attempts, and says why", async () => {
    world.answers(() => failed("Occupé.", true));
    for (let pass = 0; pass <= 5; pass += 1) await world.send({ ...wake, pass });
    expect(world.wakes.map(({ what }) => what.pass)).toEqual([1, 2, 3, 4]);
    const [delivery] = await world.messages.deliveriesOf(wake);
    expect(delivery?.channels.mail).toMatchObject({ state: "failed", attempts: 5, reason: "Occupé." });
  });

  it("leaves again after the sender died between mail and note, not before its lease is over", async () => {
    const { deps } = world;
    let dead = true;
    const keep: typeof deps.messages.keep = (delivery) => {
      if (dead && delivery.lease === undefined && delivery.guardianId === FATHER) throw new Error("killed");
      return deps.messages.keep(delivery);
    };
    const mortal = { ...deps, messages: { ...deps.messages, keep } };
    await expect(sendToClass(wake, mortal)).rejects.toThrow("killed");
    dead = false;
    await world.send();
    expect(world.left.filter(({ guardianId }) => guardianId === FATHER)).toHaveLength(1);
    expect(world.wakes).toEqual([{ what: { ...wake, pass: 1 }, seconds: 60 }]);
    world.at("2026-11-23T10:05:00Z");
    await world.send({ ...wake, pass: 1 });
    expect(world.left.filter(({ guardianId }) => guardianId === FATHER)).toHaveLength(2);
    expect(world.left.filter(({ guardianId }) => guardianId === MOTHER)).toHaveLength(2);
    expect((await world.standings())[1]).toEqual([NINA, FATHER, "sent"]);
  });

  it("says when it was read, to the school too, and the first time counts", async () => {
    await world.send();
    const key = { ...YEAR, guardianId: MOTHER, messageId: message.messageId, pupilId: NINA };
    const received = await world.received.find(key);
    if (received === undefined) throw new Error("it was handed");
    await world.received.markRead(received, "2026-11-23T11:00:00.000Z");
    await world.received.markRead(received, "2026-11-24T11:00:00.000Z");
    expect((await world.received.find(key))?.readAt).toBe("2026-11-23T11:00:00.000Z");
    const deliveries = await world.messages.deliveriesOf(wake, { consistent: true });
    expect(deliveries.map((one) => one.readAt)).toEqual(["2026-11-23T11:00:00.000Z", undefined, undefined, undefined]);
  });

  it("is forgotten on both sides when it is erased", async () => {
    await world.send();
    await world.received.erase(await world.received.all({ ...YEAR, guardianId: FATHER }));
    expect((await world.standings()).map(([, guardianId]) => guardianId)).not.toContain(FATHER);
    expect(await world.received.all({ ...YEAR, guardianId: FATHER })).toEqual([]);
  });

  it("costs three write units a family, and to read one unit a guardian and two a class", async () => {
    resetCapacity();
    await world.send();
    const { wru, rru } = readCapacity();
    expect(wru).toBe(4 * 3 + 1);
    expect(rru).toBe(3 + 2);
  });

  it("is ordered, followed and read within the budgets of the README", async () => {
    const spent = async (work: () => Promise<unknown>) => {
      resetCapacity();
      await work();
      const { rru, wru } = readCapacity();
      return { rru, wru };
    };
    expect(await spent(() => world.order({ messageId: "msg_1k7q8w3m5abce" }))).toEqual({ rru: 0, wru: 4 });
    await world.send();
    expect(await spent(() => world.messages.deliveriesOf(wake))).toEqual({ rru: 0.5, wru: 0 });
    expect(await spent(() => world.messages.progressOf(wake, [CLASS]))).toEqual({ rru: 0.5, wru: 0 });
    expect(await spent(() => world.messages.sentBy(YEAR, { limit: 5 }))).toEqual({ rru: 0.5, wru: 0 });
    const mother = { ...YEAR, guardianId: MOTHER };
    expect(await spent(() => world.received.receivedBy(mother, { limit: 5 }))).toEqual({ rru: 0.5, wru: 0 });
    const [received] = await world.received.all(mother);
    if (received === undefined) throw new Error("it was handed");
    expect(await spent(() => world.received.markRead(received, "2026-11-23T11:00:00.000Z"))).toEqual({
      rru: 0,
      wru: 2,
    });
  });
});
