import { uaiKey } from "@preau/formats";
import { collegeLevels } from "./college-levels.ts";
import type { LevelPlan } from "./level.ts";
import { lyceeLevels } from "./lycee-levels.ts";

/** What is decided of a school before any person is invented. */
export interface SchoolPlan {
  readonly kind: "college" | "lycee";
  readonly jointure: string;
  readonly uai: string;
  readonly name: string;
  readonly street: string;
  readonly levels: readonly LevelPlan[];
  readonly classesByLevel: number;
  readonly pupils: number;
  /** Starting times of the lessons of a day, in two half-days. */
  readonly morning: readonly string[];
  readonly afternoon: readonly string[];
}

/** The invented academy, its city, and the date of the delivery. */
export const demoAcademy = { code: "99", name: "ACADÉMIE D'ESSAI" };
export const demoCity = { name: "BOURG-L'ESSAI", postalCode: "99100" };
export const demoDeliveryDate = "2026-11-02";

const pupilsByLyceeClass = 31;
const morning = ["08:00", "09:00", "10:10", "11:10"];

/** The two schools; the lycée grows with its number of pupils. */
export function schoolPlans(lyceePupils: number): readonly SchoolPlan[] {
  return [
    {
      kind: "college",
      jointure: "9001",
      uai: uai("0990001"),
      name: "Collège Ada-Lovelace",
      street: "1 rue de la Machine-Analytique",
      levels: collegeLevels,
      classesByLevel: 3,
      pupils: 12 * 26,
      morning,
      afternoon: ["13:30", "14:30", "15:40"],
    },
    {
      kind: "lycee",
      jointure: "9002",
      uai: uai("0990002"),
      name: "Lycée Émilie-du-Châtelet",
      street: "17 avenue de la Force-Vive",
      levels: lyceeLevels,
      classesByLevel: Math.ceil(lyceePupils / lyceeLevels.length / pupilsByLyceeClass),
      pupils: lyceePupils,
      morning,
      afternoon: ["13:30", "14:30", "15:40", "16:40"],
    },
  ];
}

function uai(digits: string): string {
  return digits + uaiKey(digits);
}
