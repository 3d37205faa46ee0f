import { problem } from "@preau/contract";
import { toPdf } from "@preau/paper";
import type { Operation } from "@preau/runtime";
import { isAuthor } from "../author.ts";
import type { disciplineContract } from "../contract.ts";
import { type SeeingDeps, seenMeasure } from "../measures/seen-measure.ts";
import { letterOf } from "./letter.ts";
import { letterDocument } from "./letter-document.ts";

/** Prints the letter a measure calls for: for school life, whoever signs, and whoever gave the punishment. */
export const printMeasureLetter: Operation<typeof disciplineContract.routes.printMeasureLetter, SeeingDeps> = async (
  { principal, params },
  deps,
) => {
  const { measure, viewer, decided, today } = await seenMeasure(principal, params, deps);
  const own = measure.category === "punishment" && isAuthor(principal, params.schoolId, measure.by);
  if (!(own || viewer.judges || viewer.signs || viewer.follows)) throw problem("not-found");
  const letter = letterOf(measure);
  if (letter === undefined) throw problem("no-letter");
  const pupil = `${measure.givenName} ${measure.familyName}`;
  const bytes = await toPdf(letterDocument(letter, pupil, decided.settings.letterhead, today));
  return { status: 200, body: { name: `courrier-${measure.measureId}.pdf`, bytes } };
};
