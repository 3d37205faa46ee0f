import { onWake } from "@preau/runtime/later";
import { reviewPupil } from "./review-pupil.ts";
import { makeReviewDeps } from "./sending-deps.ts";
import { Wake } from "./wake.ts";

export const handler = onWake(Wake, reviewPupil, makeReviewDeps);
