import type { Payload } from "@preau/contract";
import type { rosterChangedV1 } from "../../events/roster-changed.v1.ts";
import type { Finders } from "./store/finders.ts";

type RosterChanged = Payload<typeof rosterChangedV1>;

interface Deps {
  readonly finders: Pick<Finders, "keepRoster">;
}

/** Keeps who is in a class, so that its school can print their codes. May be repeated and may come late. */
export const keepRoster = ({ schoolId, audience, version, pupils }: RosterChanged, deps: Deps): Promise<void> =>
  deps.finders.keepRoster(schoolId, {
    audienceId: audience.id,
    label: audience.label,
    version,
    pupils: pupils.map(({ pupilId, guardianIds }) => ({ pupilId, guardianIds })),
  });
