import { randomFrom } from "@preau/demo/world/random";
import type { Crowd, Wire } from "../generator/intent.ts";
import type { Ground } from "../generator/scenario.ts";
import type { Part } from "../people/cast.ts";
import { keepPeople, peopleOf } from "../people/people-of.ts";
import type { VirtualPerson } from "../people/virtual-person.ts";
import { awaitNoBrownOut } from "../targets/await-no-brown-out.ts";
import { checkWrites } from "./check-writes.ts";
import { clientFor, type SchoolClient } from "./contracts.ts";
import { crowdOf } from "./crowd.ts";
import { openDevice } from "./device.ts";
import type { Mix } from "./mix.ts";
import { Notebook } from "./notebook.ts";
import { readSchoolDay } from "./read-school-day.ts";

/** What may be wrong on purpose between the devices of some people and the API: how they speak instead. */
export type Speech = (wire: Wire, part: Part) => Wire;

/**
 * Gathers the people of a scenario: signs them in, reads their day as their applications had it before, and gives each device a client of its own
 * over the wire. Throws when nobody can be signed in.
 */
export const gatherCrowd = async (mix: Mix, ground: Ground, speech: Speech = (wire) => wire): Promise<Crowd> => {
  const { target, seed, say } = ground;
  await awaitNoBrownOut(target, say);
  const people = await peopleOf(ground);
  const clientOver = ({ fetch, wait }: Wire, { session }: VirtualPerson): SchoolClient =>
    clientFor({ baseUrl: target.baseUrl, token: () => session.tokens.accessToken, fetch, wait });
  const plain = new Map(people.map((person) => [person.login, clientOver(ground.wire, person)]));
  const clientOf = (person: VirtualPerson): SchoolClient => plain.get(person.login) ?? clientOver(ground.wire, person);

  const day = await readSchoolDay(people, clientOf);
  const lessons = [...day.lessons.values()].reduce((sum, some) => sum + some.length, 0);
  say(`${people.length} people signed in; at school it is ${day.day}, ${day.time}; ${lessons} lessons have begun`);

  const notebook = new Notebook();
  const surroundings = { day, notebook, wire: ground.wire, random: randomFrom(seed) };
  const open = (person: VirtualPerson) => openDevice(person, clientOver(speech(ground.wire, person.part), person));
  return {
    ...crowdOf({ people, mix, surroundings, open }),
    checkWrites: () => {
      keepPeople(target, people);
      return checkWrites(notebook, people, clientOf);
    },
  };
};
