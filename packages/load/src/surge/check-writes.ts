import type { VirtualPerson } from "../people/virtual-person.ts";
import type { RunRecord } from "../run/run-record.ts";
import type { SchoolClient } from "./contracts.ts";
import { insist } from "./insist.ts";
import type { Added, Notebook, SubmittedRoll } from "./notebook.ts";

type Counted = { readonly lost: number; readonly doubled: number };
type Sheet = Awaited<ReturnType<SchoolClient["attendance"]["readRollCall"]>>;

/** Whether a register says what its last author said, when that author had seen all that came before. */
const saysSo = ({ saw, version, marks }: SubmittedRoll, sheet: Sheet): boolean =>
  sheet.version !== version ||
  saw !== version - 1 ||
  marks.every(({ pupilId, status }) => {
    const pupil = sheet.pupils.find((one) => one.pupilId === pupilId);
    return pupil === undefined || pupil.exemption !== null || pupil.status === status;
  });

/**
 * What became of the rolls of one lesson. Each roll that was acknowledged took a version of its own, so a register must have grown by as many
 * versions, by one more at most for each roll that was never answered, and must say what the last of them said.
 */
export const countRolls = (
  rolls: readonly SubmittedRoll[],
  sheet: Sheet,
  { firstVersion, unanswered }: { readonly firstVersion: number; readonly unanswered: number },
): Counted => {
  const versions = new Set(rolls.map(({ version }) => version));
  const latest = Math.max(...versions);
  const grown = sheet.version - firstVersion;
  const missing = Math.max(0, rolls.length - grown, latest > sheet.version ? 1 : 0, rolls.length - versions.size);
  const last = rolls.find(({ version }) => version === latest);
  const unsaid = missing === 0 && last !== undefined && !saysSo(last, sheet) ? 1 : 0;
  return { lost: missing + unsaid, doubled: Math.max(0, grown - rolls.length - unanswered) };
};

const countIn = (ids: readonly string[], added: readonly Added[]): Counted =>
  added.reduce(
    (sum, { id }) => {
      const found = ids.filter((one) => one === id).length;
      return { lost: sum.lost + (found === 0 ? 1 : 0), doubled: sum.doubled + Math.max(0, found - 1) };
    },
    { lost: 0, doubled: 0 },
  );

const readIds = async (client: SchoolClient, { kind, schoolId, pupilId, day }: Added): Promise<readonly string[]> => {
  if (kind === "presence")
    return (await client.attendance.readPupilDay({ params: { schoolId, pupilId, day } })).facts.map(
      ({ factId }) => factId,
    );
  const params = { schoolId, pupilId };
  if (kind === "statement")
    return (await client.attendance.listPupilStatements({ params })).items.map(({ statementId }) => statementId);
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const query = { limit: 100, ...(cursor !== undefined && { cursor }) };
    const list = await client.attendance.listFollowUps({ params, query });
    ids.push(...list.items.map(({ followUpId }) => followUpId));
    cursor = list.cursor;
  } while (cursor !== undefined);
  return ids;
};

/** Looks for everything that was acknowledged, as school life would: what is not found is lost, what is there twice is doubled. */
export const checkWrites = async (
  notebook: Notebook,
  people: readonly VirtualPerson[],
  clientOf: (person: VirtualPerson) => SchoolClient,
): Promise<RunRecord["writes"]> => {
  const counted: Counted[] = [];
  const cpes = new Map(people.filter(({ part }) => part === "cpe").map((cpe) => [cpe.schoolId, clientOf(cpe)]));
  const readerIn = (schoolId: string): SchoolClient => {
    const client = cpes.get(schoolId);
    if (client === undefined) throw new Error(`no CPE of ${schoolId} takes part: nobody can look for what was written`);
    return client;
  };
  for (const [lessonId, rolls] of Map.groupBy(notebook.rolls, (roll) => roll.lessonId)) {
    const { schoolId } = rolls[0] ?? { schoolId: "" };
    const params = { schoolId, lessonId };
    const sheet = await insist(() => readerIn(schoolId).attendance.readRollCall({ params }));
    const firstVersion = notebook.firstVersion(lessonId);
    counted.push(countRolls(rolls, sheet, { firstVersion, unanswered: notebook.unansweredOf(lessonId) }));
  }
  for (const added of Map.groupBy(notebook.added, ({ kind, pupilId }) => `${kind} ${pupilId}`).values()) {
    const [first] = added;
    if (first === undefined) continue;
    const ids = await insist(() => readIds(readerIn(first.schoolId), first));
    counted.push(countIn(ids, added));
  }
  return {
    acknowledged: notebook.acknowledged,
    lost: counted.reduce((sum, { lost }) => sum + lost, 0),
    doubled: counted.reduce((sum, { doubled }) => sum + doubled, 0),
  };
};
