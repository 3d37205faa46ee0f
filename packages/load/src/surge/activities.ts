import type { Activity } from "./activity.ts";
import { everybodyActivities } from "./everybody-activities.ts";
import { familyActivities } from "./family-activities.ts";
import { schoolLifeActivities } from "./school-life-activities.ts";
import { teacherActivities } from "./teacher-activities.ts";

const all = { ...everybodyActivities, ...familyActivities, ...teacherActivities, ...schoolLifeActivities } as const;

/** The name of something that people do, as scenarios say it. */
export type ActivityName = keyof typeof all;

/** Everything that people of a load test may do. */
export const activities: Readonly<Record<ActivityName, Activity>> = all;
