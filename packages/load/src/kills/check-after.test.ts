import { describe, expect, it } from "vitest";
import { packRegister } from "../../../../functions/attendance/pack.ts";
import { emptyRegister } from "../../../../functions/attendance/register.ts";
import type { KeptItem } from "../histories/kept-items.ts";
import { day, sceneOf } from "../histories/scene.ts";
import { checkFollowers, checkHome, checkNotices, checkWords } from "./check-after.ts";
import type { Word } from "./say-beside.ts";

const scene = sceneOf(1);
const [nina] = scene.roster.pupils;
if (nina === undefined) throw new Error("the class has pupils");
const { lessonId } = scene;
const item = (_et: string, rest: object): KeptItem => ({ pk: "P", sk: "S", _et, ...rest });

const missed = { lessonId, state: "absent", announced: false, decided: "no", justified: false };
const folded = (lessons: readonly object[], version = 2) =>
  item("presence", { pupilId: nina.pupilId, version, presence: { lessons } });
const told = (guardianId: string, lessons: readonly object[]) =>
  item("notice", { guardianId, pupilId: nina.pupilId, notice: { history: [{ lessons: [] }, { lessons }] } });
const toBoth = (lessons: readonly object[]) => nina.guardianIds.map((guardianId) => told(guardianId, lessons));

describe("what guardians were told, against a child’s day", () => {
  it("is right when each was told of what stands", () => {
    expect(checkNotices(scene, [folded([missed])], toBoth([{ lessonId, state: "absent" }]))).toEqual([]);
  });

  it("is wrong when somebody reads of what the school does not say, or says otherwise", () => {
    const read = toBoth([{ lessonId, state: "late" }]);
    for (const presence of [folded([]), folded([missed])])
      expect(checkNotices(scene, [presence], read).join()).toContain("a wrong notice");
  });

  it("is wrong when a contradiction is still affirmed, right when it is marked as one", () => {
    const kept = [folded([{ ...missed, state: "conflict" }])];
    expect(checkNotices(scene, kept, toBoth([{ lessonId, state: "absent" }])).join()).toContain("a wrong notice");
    expect(checkNotices(scene, kept, toBoth([{ lessonId, state: "absent", disputed: true }]))).toEqual([]);
  });

  it("lacks something when one of them was not told, unless the family said so itself", () => {
    const [one] = toBoth([{ lessonId, state: "absent" }]);
    if (one === undefined) throw new Error("Nina has guardians");
    const missing = checkNotices(scene, [folded([missed])], [one]);
    expect(missing).toHaveLength(1);
    expect(checkNotices(scene, [folded([{ ...missed, announced: true }])], [])).toEqual([]);
  });
});

describe("what was said beside the register", () => {
  const word = (command: Word["command"], outcome: Word["outcome"]): Word => ({
    command,
    outcome,
    who: "cpe",
    key: "key-1",
    mark: "Note 1-0",
    asked: { params: {} },
    reply: undefined,
  });
  const note = item("follow-up", { note: { comment: "Note 1-0" } });

  it("lies once when it was acknowledged: a note that is lost or written twice is seen", () => {
    expect(checkWords([word("addFollowUp", "done")], [note], [])).toEqual([]);
    for (const kept of [[], [note, note]]) expect(checkWords([word("addFollowUp", "done")], kept, [])).toHaveLength(1);
  });

  it("is nowhere when it was refused, and once at most when nobody knows", () => {
    expect(checkWords([word("addFollowUp", "refused")], [note], [])).toHaveLength(1);
    for (const kept of [[], [note]]) expect(checkWords([word("addFollowUp", "unknown")], kept, [])).toEqual([]);
    expect(checkWords([word("addFollowUp", "unknown")], [note, note], [])).toHaveLength(1);
  });

  it("of a family, is in the notice and stated to attendance: one without the other is seen", () => {
    const answer = item("notice", { notice: { answer: { text: "Note 1-0" } } });
    const statement = item("statement", { statement: { text: "Maladie : Note 1-0" } });
    expect(checkWords([word("answerNotice", "done")], [statement], [answer])).toEqual([]);
    expect(checkWords([word("answerNotice", "done")], [], [answer])).toHaveLength(1);
    expect(checkWords([word("answerNotice", "done")], [statement], [])).toHaveLength(1);
  });
});

describe("those who follow", () => {
  const tally = (version: number) => item("tally", { pupilId: nina.pupilId, version });
  const news = (version: number) => item("news", { pupilId: nina.pupilId, news: { presence: { version } } });

  it("the days of pupils have seen the last of each", () => {
    expect(checkFollowers(scene, [folded([missed]), tally(2)], [news(2)])).toEqual([]);
    expect(checkFollowers(scene, [folded([missed]), tally(1)], [news(2)])).toHaveLength(1);
    expect(checkFollowers(scene, [folded([missed])], [])).toHaveLength(2);
  });

  it("roll calls show each teacher the last of it, with its count", () => {
    const [slot] = scene.slots;
    if (slot === undefined) throw new Error("the day has lessons");
    const fact = {
      version: 1,
      saw: 0,
      by: "acc_1",
      byRole: "teacher" as const,
      at: `${day}T08:00:00.000Z`,
      receivedAt: `${day}T08:00:00.000Z`,
      marks: [{ pupilId: nina.pupilId, status: "absent" as const }],
      called: 3,
    };
    const register = { ...emptyRegister, version: 1, calledIds: scene.pupilIds, facts: [fact] };
    const lesson = { ...slot, day, lessonId, end: "08:55", status: "planned" as const };
    const kept = [
      item("register", { register: packRegister(register as never, lesson as never, scene.roster as never) }),
    ];
    const called = (a: number) =>
      slot.teachers.map(({ id }) => ({ ...item("called", { l: lessonId, v: 1, a, r: 0 }), pk: `SCHOOL#PERSON#${id}` }));
    expect(checkHome(scene, kept, called(1))).toEqual([]);
    expect(checkHome(scene, kept, called(0))).toHaveLength(slot.teachers.length);
    expect(checkHome(scene, kept, called(1).slice(1))).toHaveLength(1);
  });
});
