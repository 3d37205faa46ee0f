import type { Deed } from "./deed.ts";
import { day, type Scene, schoolYear, type Who } from "./scene.ts";
import { ask, type Clients, emptyLife, historyOf, type Living, sendDeed } from "./send-deed.ts";

const HOURS = ["07", "08"] as const;
const REASONS = ["illness", "outing", "truancy"] as const;
const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;

const EIGHT = 8 * 60;
const DAY_MINUTES = 7 * 60;
/** What is said holds for half an hour: of one lesson or two, and the day goes on changing. */
const HALF_AN_HOUR = 30;

/** Marks that no two deeds of a history share: minutes of the day, milliseconds of a call. */
const marksOf = ({ random }: Clients) => {
  const minutes = random.shuffle(Array.from({ length: DAY_MINUTES }, (_, index) => EIGHT + index));
  let calls = 0;
  return {
    /** When something begins that nothing else begins at, and when it ends. */
    span: (): { readonly from: string; readonly to: string } => {
      const from = minutes.pop() ?? 0;
      return { from: clock(from), to: clock(from + HALF_AN_HOUR) };
    },
    /** Clocks of tablets disagree: what comes later may say that it was earlier. */
    calledAt: (): string => {
      calls += 1;
      const [hour, minute] = [random.pick(HOURS), String(random.int(60)).padStart(2, "0")];
      return `${day}T${hour}:${minute}:00.${String(calls).padStart(3, "0")}Z`;
    },
  };
};

interface Shown {
  readonly version: number;
  readonly pupils: readonly { readonly pupilId: string; readonly status: string }[];
}
interface ShownDay {
  readonly lessons: readonly { readonly state: string; readonly rollCall: string }[];
  readonly facts: readonly { readonly factId: string }[];
}

/** What one person may do, one thing after the other. */
const personOf = (scene: Scene, who: Who, clients: Clients, living: Living, marks: ReturnType<typeof marksOf>) => {
  const { random, tick } = clients;
  const { schoolId, lessonId, classId, pupilIds, index } = scene;
  let saw = 0;
  const send = (command: Deed["command"], mark: string, asked: Deed["asked"]): Promise<Deed> =>
    sendDeed(scene, { command, who, mark, asked, key: `key-${index}-${who}-${tick()}` }, clients, living);
  const look = (sheet: Shown): void => {
    living.looks.push({ sheet, answeredAt: tick() });
    saw = sheet.version;
  };
  const read = async (): Promise<void> => {
    const asked = { params: { schoolId, lessonId } };
    const answer = await ask(scene, { who, command: "readRollCall", asked }, clients, living.underWay);
    if (answer?.status === 200) look(answer.body as Shown);
  };
  const mark = (pupilId: string) => {
    const status = random.pick(["absent", "absent", "late", "present"]);
    return { pupilId, status, ...(status === "late" && { minutesLate: random.pick([5, 10]) }) };
  };
  const submit = async (): Promise<void> => {
    const calledAt = marks.calledAt();
    const named = random.shuffle(pupilIds).slice(0, random.int(4)).map(mark);
    const body = { version: saw, calledAt, marks: named };
    const { outcome, reply } = await send("submitRollCall", calledAt, { params: { schoolId, lessonId }, body });
    const current = (reply as { current?: Shown } | undefined)?.current;
    if (outcome !== "done" && current !== undefined) look(current);
  };
  const record = async (replaces: readonly string[] = [], pupilId = random.pick(pupilIds)): Promise<void> => {
    const { from, to } = marks.span();
    const kind = random.pick(replaces.length > 0 ? ["absent", "present"] : ["arrived", "left", "absent", "elsewhere"]);
    const end = kind === "arrived" || kind === "left" ? {} : { to };
    const body = { day, kind, from, ...end, place: "desk", replaces };
    await send("recordPresence", from, { params: { schoolId, pupilId }, body });
  };
  return {
    read,
    submit,
    record,
    /** Looks at everything said of a pupil's day, and says what stands. */
    settle: async (): Promise<void> => {
      const pupilId = random.pick(pupilIds);
      const asked = { params: { schoolId, pupilId, day } };
      const answer = await ask(scene, { who, command: "readPupilDay", asked }, clients, living.underWay);
      if (answer?.status !== 200) return;
      const { lessons, facts } = answer.body as ShownDay;
      await record([...facts.map(({ factId }) => factId), ...lessons.map(({ rollCall }) => rollCall)], pupilId);
    },
    treat: async (): Promise<void> => {
      const { from: time, to } = marks.span();
      const some = random.shuffle(pupilIds).slice(0, 1 + random.int(3));
      const body = { pupilIds: some, from: { day, time }, to: { day, time: to }, reasonId: random.pick(REASONS) };
      await send("treatAbsences", time, { params: { schoolId }, body });
    },
    exempt: async (): Promise<void> => {
      const reason = `Dispense ${marks.span().from}`;
      const body = {
        pupilId: random.pick(pupilIds),
        classId,
        subjectCodes: null,
        from: day,
        to: day,
        mustAttend: true,
      };
      await send("grantExemption", reason, { params: { schoolId }, body: { ...body, reason } });
    },
    state: async (): Promise<void> => {
      const text = `Absence ${marks.span().from}`;
      const body = { from: { day, time: "08:00" }, to: { day, time: "12:00" }, text };
      await send("stateAbsence", text, { params: { schoolId, pupilId: pupilIds[0] ?? "" }, body });
    },
  };
};

type Step = keyof ReturnType<typeof personOf>;

const MAY: Readonly<Record<Who, readonly Step[]>> = {
  teacher: ["submit", "submit", "read"],
  coTeacher: ["submit", "read"],
  cpe: ["submit", "read", "settle", "settle", "treat", "record", "exempt"],
  desk: ["record", "record", "settle"],
  family: ["state"],
};
const MOST_STEPS: Readonly<Record<Who, number>> = { teacher: 5, coTeacher: 4, cpe: 6, desk: 4, family: 2 };

const MOST_QUESTIONS = 8;

/** Lets the five people of a class live through one lesson, all at the same time, and waits until nothing of it is under way. */
export const playHistory = async (scene: Scene, clients: Clients) => {
  const living = emptyLife();
  const marks = marksOf(clients);
  const live = async (who: Who): Promise<void> => {
    const person = personOf(scene, who, clients, living, marks);
    const steps = 1 + clients.random.int(MOST_STEPS[who]);
    for (let step = 0; step < steps; step += 1) await person[clients.random.pick(MAY[who])]();
  };
  /** Before a family is told, its day is confirmed: folded by somebody else than whoever follows the table, at the same time. */
  const confirm = async (): Promise<void> => {
    const { schoolId, pupilIds } = scene;
    const questions = clients.random.int(MOST_QUESTIONS);
    for (let asked = 0; asked < questions; asked += 1)
      await clients.workers.ask("confirm", { schoolId, schoolYear, day, pupilId: clients.random.pick(pupilIds) });
  };
  await Promise.all([...(["teacher", "coTeacher", "cpe", "desk", "family"] as const).map(live), confirm()]);
  while (living.underWay.length > 0) await Promise.all(living.underWay.splice(0));
  return historyOf(living);
};
