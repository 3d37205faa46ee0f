import { attendanceContract } from "../../../../functions/attendance/contract.ts";
import { stateOf } from "../../../../functions/attendance/register.ts";
import { requestEvent } from "../../../../test/support/request.ts";
import { type Kept, registerIn } from "../histories/check-register.ts";
import { day, type Scene } from "../histories/scene.ts";
import { presenceIn } from "./check-after.ts";
import type { Door } from "./open-door.ts";

interface Sheet {
  readonly version: number;
  readonly pupils: readonly { readonly pupilId: string; readonly status: string }[];
}
interface Board {
  readonly pupils: readonly {
    readonly pupilId: string;
    readonly lessons: readonly { readonly lessonId: string; readonly status: string }[];
  }[];
}

const MOST = 50;

const see = async (door: Door, command: string, scene: Scene, asked: object): Promise<unknown> => {
  const event = requestEvent(attendanceContract, command, scene.people.cpe, asked);
  for (let sending = 1; sending <= MOST; sending += 1) {
    const answer = await door.call(event);
    if (answer?.statusCode === 200) return JSON.parse(answer.body);
  }
  throw new Error(`${command} was never answered`);
};

/** What a CPE is shown of a lesson once all is quiet: the register, as it is. */
export const checkSheet = async (scene: Scene, kept: Kept, door: Door): Promise<readonly string[]> => {
  const { schoolId, lessonId } = scene;
  const { version, pupils } = (await see(door, "readRollCall", scene, { params: { schoolId, lessonId } })) as Sheet;
  const register = registerIn(kept);
  const states = stateOf(register);
  const wrong = pupils.filter(({ pupilId, status }) => status !== (states.get(pupilId)?.status ?? "present"));
  return version === register.version && wrong.length === 0 ? [] : [`the sheet of ${lessonId} is not its register`];
};

/** What a CPE is shown of a school's day once all is quiet: of each pupil of these classes, the lessons of their last fold. */
export const checkBoard = async (
  scenes: readonly Scene[],
  keptOf: (scene: Scene) => Kept,
  door: Door,
): Promise<readonly string[]> => {
  const [first] = scenes;
  if (first === undefined) return [];
  const { schoolId } = first;
  const { pupils } = (await see(door, "readBoard", first, { params: { schoolId }, query: { day } })) as Board;
  const shown = new Map(
    pupils.map(({ pupilId, lessons }) => [
      pupilId,
      lessons
        .map(({ lessonId, status }) => `${lessonId} ${status}`)
        .sort()
        .join(),
    ]),
  );
  return scenes.flatMap((scene) => {
    const kept = keptOf(scene);
    return scene.pupilIds.flatMap((pupilId) => {
      const { lessons } = presenceIn(kept, pupilId);
      const wanted = lessons
        .map(({ lessonId, state }) => `${lessonId} ${state}`)
        .sort()
        .join();
      return (shown.get(pupilId) ?? "") === wanted
        ? []
        : [`the board of the school does not show the day of ${pupilId} as it is`];
    });
  });
};
