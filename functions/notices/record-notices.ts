import type { KeptNotice, Register } from "./notice.ts";
import { noticeOf } from "./notice.ts";
import type { NoticeStore } from "./store.ts";

interface Deps {
  readonly store: Pick<NoticeStore, "guardiansOf" | "record" | "withdraw">;
}

const noticesOf = (register: Register, guardians: ReadonlyMap<string, readonly string[]>): readonly KeptNotice[] =>
  register.marks.flatMap((mark) =>
    (guardians.get(mark.pupilId) ?? []).map((guardianId) => noticeOf(register, mark, guardianId)),
  );

/**
 * Every legal representative of every marked pupil gets a notice, once; a corrected mark withdraws it.
 * A roster that has not arrived yet is an error: the queue brings the register back, rather than leave a family untold.
 */
export const recordNotices = async (register: Register, { store }: Deps): Promise<void> => {
  const classIds = [...new Set(register.marks.map((mark) => mark.classId))];
  const rosters = await Promise.all(classIds.map((classId) => store.guardiansOf({ ...register, classId })));
  const guardians = new Map(rosters.flatMap((roster) => Object.entries(roster)));
  await Promise.all(
    noticesOf(register, guardians).map((notice) =>
      notice.state === "withdrawn" ? store.withdraw(notice) : store.record(notice),
    ),
  );
};
