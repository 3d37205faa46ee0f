import type { ActionName } from "./figures.ts";
import type { Shot } from "./hammer.ts";

/** A lesson of the week, who gives it, and the version of its sheet so far. */
export interface Lesson {
  readonly lessonId: string;
  readonly schoolId: string;
  readonly token: string;
  readonly pupilIds: readonly string[];
  readonly version: number;
}

/** Who asks. Many, as at school: one account that asked for everything would be refused its fair share. */
export interface Ground {
  readonly origin: string;
  readonly pupils: readonly string[];
  readonly parents: readonly { readonly token: string; readonly schoolId: string }[];
  readonly lessons: readonly Lesson[];
}

/** The requests of an action, by the connection that asks; each has lessons of its own, as each teacher has: nobody contends for a sheet. */
export const shotsOf = (action: ActionName, ground: Ground, connections: number): ((connection: number) => Shot) => {
  const versions = new Map(ground.lessons.map(({ lessonId, version }) => [lessonId, version]));
  const turns = Array.from({ length: connections }, () => 0);
  const next = <T>(all: readonly T[], connection: number): T & { readonly turn: number } => {
    const own = all.filter((_, index) => index % connections === connection);
    const turn = turns[connection] ?? 0;
    turns[connection] = turn + 1;
    const found = own[turn % own.length];
    if (found === undefined) throw new Error(`${action}: fewer people than connections`);
    return { ...found, turn };
  };
  const pupils = ground.pupils.map((token) => ({ token }));
  const pathOf = ({ schoolId, lessonId }: Lesson): string => `/v1/schools/${schoolId}/roll-calls/${lessonId}`;
  const shots: Readonly<Record<ActionName, (connection: number) => Shot>> = {
    home: (connection) => ({ method: "GET", path: "/v1/home", token: next(pupils, connection).token }),
    message: (connection) => {
      const { schoolId, token } = next(ground.parents, connection);
      return { method: "GET", path: `/v1/schools/${schoolId}/received-messages`, token };
    },
    sheet: (connection) => {
      const lesson = next(ground.lessons, connection);
      return { method: "GET", path: pathOf(lesson), token: lesson.token };
    },
    submit: (connection) => {
      const { turn, ...lesson } = next(ground.lessons, connection);
      const { lessonId, token, pupilIds } = lesson;
      const pupilId = pupilIds[turn % pupilIds.length] ?? "";
      return {
        method: "PUT",
        path: pathOf(lesson),
        token,
        body: { version: versions.get(lessonId) ?? 0, marks: [{ pupilId, status: "absent" }] },
        answered: (reply) => void versions.set(lessonId, (reply as { version: number }).version),
      };
    },
  };
  return shots[action];
};
