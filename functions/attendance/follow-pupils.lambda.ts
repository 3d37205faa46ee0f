import { consume, on } from "@preau/runtime";
import { presenceChangedV1 } from "../../events/presence-changed.v1.ts";
import { makeFollowingDeps } from "./tallies/deps.ts";
import { followPupil } from "./tallies/follow-pupil.ts";

export const handler = consume([on(presenceChangedV1, followPupil)], makeFollowingDeps);
