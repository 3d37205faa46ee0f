import type { Route } from "@preau/contract";
import { readCapacity } from "@preau/store";
import { validParams } from "../contract/examples.ts";
import { type Caller, COLLEGE, everyCaller } from "./callers.ts";
import { MARKERS } from "./directory-facts.ts";
import { expectations } from "./expectations.ts";
import type { Functions } from "./functions.ts";
import type { Expectation } from "./seeing.ts";

/** The same two schools twice: Nina is in one of them only. */
export interface Worlds {
  readonly withNina: Functions;
  readonly without: Functions;
}

interface Operation {
  readonly operation: string;
  readonly route: Route;
}

type Answer = Awaited<ReturnType<NonNullable<ReturnType<Functions["ask"]["get"]>>>> & { readonly wru: number };

const askedOf = ({ route, operation }: Operation, schoolId: string) => ({
  params: { ...validParams(route, schoolId), ...expectations[operation]?.params },
  ...(expectations[operation]?.query && { query: expectations[operation].query }),
  ...(route.body && { body: (route.body.meta()?.examples as unknown[] | undefined)?.[0] }),
});

const answerIn = async (
  world: Functions,
  of: Operation,
  { principal }: Caller,
  schoolId = COLLEGE,
): Promise<Answer> => {
  const ask = world.ask.get(of.operation);
  if (ask === undefined) throw new Error(`no function serves ${of.operation}`);
  const answer = await ask(of.operation, principal, askedOf(of, schoolId));
  return { ...answer, wru: readCapacity().wru };
};

/** An answer without the one thing that is its own: the id one quotes when asking for help. */
const told = ({ status, text }: Answer): string =>
  `${status} ${text.replace(/"correlationId":"[^"]*"/, '"correlationId":""')}`;

const holds = (seeing: Expectation["sees"] | undefined, { role, relation }: Caller): boolean =>
  seeing?.[role]?.includes(relation) ?? false;

const found = (markers: readonly string[], { text }: Answer): readonly string[] =>
  markers.filter((marker) => text.includes(marker));

const faultsOfSeeing = (of: Operation, answer: Answer, other: Answer): readonly string[] => {
  if (of.route.method !== "GET") return [403, 404].includes(answer.status) ? [`is refused (${answer.status})`] : [];
  if (answer.status !== 200) return [`is answered ${answer.status}`];
  return told(answer) === told(other) ? ["sees nothing"] : [];
};

const faultsOfBlindness = (answer: Answer, other: Answer): readonly string[] => [
  ...(told(answer) === told(other)
    ? []
    : [
        `can tell that she is there (${answer.status}, ${answer.text.length}; without her ${other.status}, ${other.text.length})`,
      ]),
  ...found(MARKERS.names, answer).map((marker) => `reads ${marker}`),
  ...(answer.status >= 400 && answer.wru > 0 ? [`is refused after ${answer.wru} WRU`] : []),
];

const roleFaults = ({ route }: Operation, { role, principal }: Caller, { status }: Answer): readonly string[] => {
  const inSchool = route.path.includes("{schoolId}");
  const held = principal.memberships.filter(({ schoolId }) => !inSchool || schoolId === COLLEGE).map((one) => one.role);
  if (held.some((one) => route.roles.includes(one))) return [];
  const expected = inSchool && held.length === 0 ? 404 : 403;
  return status === expected ? [] : [`as ${role} is answered ${status} instead of ${expected}`];
};

/** A school one does not belong to and one that does not exist are the same. */
const strangerFaults = async (world: Functions, of: Operation, caller: Caller, answer: Answer) => {
  if (!of.route.path.includes("{schoolId}")) return [];
  if (caller.principal.memberships.some(({ schoolId }) => schoolId === COLLEGE)) return [];
  const nowhere = await answerIn(world, of, caller, "9999999Z");
  return told(answer) === told(nowhere) ? [] : ["can tell the school from one that does not exist"];
};

/**
 * A command is given by those whom it refuses. Whoever may give it changes the world for those who come after: the line says whether
 * that does no harm.
 */
const isGiven = ({ route, operation }: Operation, { principal }: Caller, seeing: boolean): boolean => {
  if (route.method === "GET") return true;
  const { sees = {}, harmless = false } = expectations[operation] ?? {};
  if (seeing) return harmless;
  const inSchool = route.path.includes("{schoolId}");
  const held = principal.memberships.filter(({ schoolId }) => !inSchool || schoolId === COLLEGE).map((one) => one.role);
  return Object.keys(sees).length > 0 || !held.some((role) => route.roles.includes(role));
};

const cellFaults = async (worlds: Worlds, of: Operation, caller: Caller): Promise<readonly string[]> => {
  const expectation = expectations[of.operation];
  if (expectation === undefined) return [];
  const seeing = holds(expectation.sees, caller);
  if (!isGiven(of, caller, seeing)) return [];
  const answer = await answerIn(worlds.withNina, of, caller);
  const other = await answerIn(worlds.without, of, caller);
  const counting = holds(expectation.counts, caller);
  return [
    ...roleFaults(of, caller, answer),
    ...(await strangerFaults(worlds.withNina, of, caller, answer)),
    ...(seeing ? faultsOfSeeing(of, answer, other) : faultsOfBlindness(answer, counting ? answer : other)),
    ...(holds(expectation.contacts, caller)
      ? []
      : found(MARKERS.contacts, answer).map((marker) => `reads how to reach the family (${marker})`)),
  ].map((fault) => `${of.operation}, ${caller.role}, ${caller.relation}: ${fault}`);
};

/** Every fault of every cell (operation × role × relation), as sentences; readings first, so that a command spoils none of them. */
export async function* isolationFaults(worlds: Worlds, operations: readonly Operation[]): AsyncGenerator<string> {
  const readings = operations.filter(({ route }) => route.method === "GET");
  const commands = operations.filter(({ route }) => route.method !== "GET");
  for (const of of [...readings, ...commands]) {
    if (expectations[of.operation] === undefined)
      yield `${of.operation} has no line in test/isolation/expectations.ts: say who sees what`;
    for (const caller of everyCaller) yield* await cellFaults(worlds, of, caller);
  }
}
