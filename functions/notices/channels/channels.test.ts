import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Reach, usualPreferences, waysTo, whyUnreachable } from "../contacts/reach.ts";
import type { Outgoing } from "./channel.ts";
import { mailChannel } from "./mail-channel.ts";
import { smsChannel } from "./sms-channel.ts";
import { inOneSms, septetsOf } from "./sms-text.ts";

const outgoing: Outgoing = {
  key: "not_7k2mq4x9d0abc",
  schoolId: "0990001N",
  guardianId: "per_0k2mq4x9d0abd",
  pupilId: "per_7k2mq4x9d0abc",
  subject: "Absence de Nina",
  text: "Absence signalée pour Nina lundi 23 novembre.",
  short: "Absence signalée pour Nina lundi 23 nov.",
};

const reachOf = (contact: Partial<Reach["contact"]>, changes: Partial<Reach> = {}): Reach => ({
  contact: { smsConsent: false, ...contact },
  devices: [],
  preferences: usualPreferences,
  ...changes,
});

const refusing = {
  send: async () => {
    throw new Error("503");
  },
};

const world = () => {
  const left: { to: string; text: string }[] = [];
  const take = async (one: { to: string; text: string }) => {
    left.push(one);
    return "";
  };
  return { left, mail: mailChannel({ send: async (one) => void (await take(one)) }), sms: smsChannel({ send: take }) };
};

describe("an SMS", () => {
  it("leaves only to those who agreed, whatever number the school knows", async () => {
    const { left, sms } = world();
    const refused = reachOf({ mobile: "+33699000001" });
    expect(sms.obstacle(refused)).toBe("N’a pas accepté de recevoir des SMS.");
    expect(await sms.send(outgoing, refused)).toMatchObject({ state: "failed", again: false });
    expect(left).toEqual([]);
    expect(await sms.send(outgoing, reachOf({ mobile: "+33699000001", smsConsent: true }))).toEqual({ state: "sent" });
    expect(left).toMatchObject([{ to: "+33699000001" }]);
  });

  it("keeps the accents its alphabet has and drops the others", () => {
    expect(inOneSms("Éléonore a été notée absente à l’école – Françoise, Zoë, Benoît, œuvre, « là »…")).toBe(
      'Éléonore a été notée absente à l\'école - Francoise, Zoe, Benoit, oeuvre, " là "...',
    );
  });

  it("counts twice what its alphabet writes with an escape", () => expect(septetsOf("10 €")).toBe(5));

  it("is cut after a word, and says so", () => {
    const cut = inOneSms(`Absence signalée. ${"Rappelez la vie scolaire. ".repeat(10)}`);
    expect(cut).toMatch(/(vie|scolaire\.|la|Rappelez)\.\.\.$/);
    expect(septetsOf(cut)).toBeLessThanOrEqual(160);
  });

  it("is one SMS and never two, whatever was written", () =>
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 400 }), (text) => {
        const sms = inOneSms(text);
        expect(septetsOf(sms)).toBeLessThanOrEqual(160);
        expect(sms).toMatch(/^[@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ -Z¡ÄÖÑÜ§¿a-zäöñüà^{}\\[~\]|€\f¤]*$/);
      }),
    ));

  it("of 160 signs leaves whole, of 161 is cut", () => {
    expect(inOneSms("a".repeat(160))).toBe("a".repeat(160));
    expect(inOneSms("a".repeat(161))).toBe(`${"a".repeat(157)}...`);
  });
});

describe("a service that does not answer", () => {
  const reachable = reachOf({ mail: "lea@example.org", mobile: "+33699000001", smsConsent: true });
  it.each([mailChannel(refusing), smsChannel(refusing)])(
    "is tried again, and says what failed in French",
    async (channel) =>
      expect(await channel.send(outgoing, reachable)).toMatchObject({
        state: "failed",
        again: true,
        reason: expect.stringContaining("n’a pas pris le message"),
      }),
  );
});

describe("the ways to a family", () => {
  const { mail, sms } = world();
  const both = { mail: "lea@example.org", mobile: "+33699000001", smsConsent: true };
  const names = (reach: Reach, noticeClass: "attendance" | "message" = "attendance") =>
    waysTo(reach, noticeClass, [mail, sms]).map(({ name }) => name);

  it("are those they chose", () => {
    expect(names(reachOf(both))).toEqual(["mail", "sms"]);
    expect(names(reachOf(both), "message")).toEqual(["mail"]);
    expect(names(reachOf(both, { preferences: { ...usualPreferences, attendance: ["sms"] } }))).toEqual(["sms"]);
  });

  it("are all that are left when what they chose reaches them no more", () => {
    const preferences = { ...usualPreferences, attendance: ["push"] as const };
    expect(names(reachOf(both, { preferences }))).toEqual(["mail", "sms"]);
  });

  it("are none for whom the school knows nothing of, and it is told why", () => {
    expect(names(reachOf({}))).toEqual([]);
    expect(whyUnreachable(reachOf({ mobile: "+33699000001" }), [mail, sms])).toEqual([
      "Pas d’adresse électronique.",
      "N’a pas accepté de recevoir des SMS.",
    ]);
    expect(whyUnreachable(reachOf(both), [mail, sms])).toEqual([]);
  });
});
