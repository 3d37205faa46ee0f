import type { SchoolId } from "@preau/contract";
import { type CollectiveList, isListed, type ListMember } from "./collective-list.ts";

/** A list as the API shows it: who is on it now is told apart. */
export const shownList = (schoolId: SchoolId, list: CollectiveList, members: readonly ListMember[]) => {
  const { classes: _classes, changes, applied, days, ...shown } = list;
  return {
    schoolId,
    ...shown,
    days: [...days],
    state: list.cancelled
      ? ("cancelled" as const)
      : applied < list.version
        ? ("applying" as const)
        : ("applied" as const),
    pupils: members.filter((member) => isListed(member)).length,
    changedAt: changes.at(-1)?.at ?? "",
  };
};
