import { readLessonId, schoolYearOf } from "@preau/calendar";
import type { Payload } from "@preau/contract";
import { commit, type OpenTable, type Write } from "@preau/store";
import { EntityFormatter } from "dynamodb-toolbox/entity/actions/format";
import { PutTransaction } from "dynamodb-toolbox/entity/actions/transactPut";
import { registerSubmittedV1 } from "../../events/register-submitted.v1.ts";
import { absenceEntity, registerEntity } from "./entities.ts";
import { packRegister, unpackRegister } from "./pack.ts";
import { type Mark, type Register, stateOf } from "./register.ts";
import type { SheetSources } from "./sheet.ts";

/** Writes registers, and reads them back out of the stream. */
export const openRegisterStore = (table: OpenTable) => {
  const RegisterItem = registerEntity(table);
  const AbsenceItem = absenceEntity(table);
  return {
    /** One transaction: the register on the condition that its version has not moved, an item per newly marked pupil, and the reply. */
    submit: (
      schoolId: string,
      { lesson, roster }: SheetSources,
      register: Register,
      marks: readonly Mark[],
      remembered: Write,
    ) => {
      const { lessonId, day, start, end } = lesson;
      const { audienceId } = readLessonId(lessonId);
      const scope = { schoolId, schoolYear: schoolYearOf(day) };
      const { version } = register;
      const states = stateOf(register);
      return commit(
        RegisterItem.build(PutTransaction)
          .item({ ...scope, audienceId, day, lessonId, version, register: packRegister(register, lesson, roster) })
          .options({
            condition: version === 1 ? { attr: "version", exists: false } : { attr: "version", eq: version - 1 },
          }),
        ...marks.flatMap(({ pupilId }) => {
          const state = states.get(pupilId);
          if (state === undefined) return [];
          const absence = { ...scope, pupilId, day, start, lessonId, end, subject: lesson.subject.label, version };
          const minutesLate = state.status === "late" ? state.minutesLate : undefined;
          return [AbsenceItem.build(PutTransaction).item({ ...absence, status: state.status, minutesLate })];
        }),
        remembered,
      );
    },
    /** The event a committed register leaves as. */
    submittedOf: (image: Readonly<Record<string, unknown>>): Payload<typeof registerSubmittedV1> => {
      const {
        schoolId,
        schoolYear,
        lessonId,
        day,
        version,
        register: packed,
      } = RegisterItem.build(EntityFormatter).format(image);
      const { calledIds, facts } = unpackRegister(packed);
      const [start, end, subject] = packed.lesson;
      return registerSubmittedV1.schema.parse({
        schoolId,
        schoolYear,
        lessonId,
        version,
        day,
        start,
        end,
        subject,
        audienceCodes: packed.audiences,
        classes: packed.classes.map(([id, code]) => ({ id: `aud_${id}`, code })),
        teacherIds: packed.teachers.map((id) => `per_${id}`),
        submittedAt: facts.at(-1)?.receivedAt,
        calledCount: calledIds.length,
        marks: [...stateOf({ calledIds, facts }).values()],
      });
    },
  };
};

export type RegisterStore = ReturnType<typeof openRegisterStore>;
