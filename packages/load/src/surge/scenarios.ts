import { type DayPlan, ramp, scenarioOf, steady } from "./day-plan.ts";
import { leaning } from "./mix.ts";
import { ORDINARY } from "./ordinary-mix.ts";

const ordinaryDay: DayPlan = {
  name: "ordinary-day",
  title: "Un jour ordinaire",
  story: "Two bells of an ordinary day, with the calm between them. What everything else is compared with.",
  phases: [
    steady("calm", 30, 0.5),
    ramp("towards the bell", 15, 0.5, 1),
    steady("first bell", 60, 1),
    ramp("lessons", 30, 1, 0.5),
    ramp("towards the break", 15, 0.5, 1),
    steady("break", 60, 1),
    ramp("doors close", 10, 1, 0.6),
    steady("lessons again", 30, 0.6),
  ],
  mix: ORDINARY,
};

/** 70 % of those who come come within 120 s of the bell. */
const eightOClock: DayPlan = {
  name: "eight-o-clock",
  title: "Huit heures",
  story:
    "Everybody comes within two minutes of the bell, and every class is called. Roll calls must not wait for anybody.",
  phases: [
    steady("before the bell", 45, 0.5),
    ramp("the bell", 10, 0.5, 2),
    steady("everybody comes", 100, 2),
    ramp("the doors close", 10, 2, 0.6),
    steady("lessons", 60, 0.6),
  ],
  mix: leaning(ORDINARY, {
    "open-sheet": 3,
    "hand-in-roll": 3,
    "watch-board": 2,
    "record-presence": 3,
    "keep-draft": 3,
  }),
};

const sundayEvening: DayPlan = {
  name: "sunday-evening",
  title: "Dimanche soir",
  story:
    "Families and pupils look at the week before it begins; hardly anybody writes. The hour at which platforms used to sign people out.",
  phases: [
    steady("late afternoon", 45, 0.5),
    ramp("after dinner", 60, 0.5, 2),
    steady("evening", 120, 2),
    ramp("night", 45, 2, 0.3),
  ],
  mix: leaning(ORDINARY, {
    "read-lessons": 1.5,
    "read-attendance": 2,
    "read-calendar": 2,
    "read-measures": 2,
    "read-messages": 2,
    "open-sheet": 0,
    "hand-in-roll": 0,
    "keep-draft": 0,
    "watch-board": 0,
    "read-registers": 0,
    "record-presence": 0,
    "state-absence": 3,
  }),
};

const resultsDay: DayPlan = {
  name: "results-day",
  title: "Les résultats sont publiés",
  story:
    "Published at a given minute: everybody opens the same page at once, and again when it was slow. Three minutes later it is over.",
  phases: [
    steady("waiting", 45, 1),
    ramp("published", 5, 1, 5),
    steady("everybody reads", 90, 5),
    ramp("talk of it", 60, 5, 1),
    steady("after", 45, 1),
  ],
  mix: leaning(ORDINARY, {
    "open-home": 1.5,
    "read-attendance": 4,
    "read-calendar": 3,
    "keep-attendance": 2,
    "read-me": 2,
  }),
};

/** The bar of the surge reads these phases by name. */
export const lockdown: DayPlan = {
  name: "lockdown",
  title: "Premier jour de confinement",
  story:
    "Five times the ordinary morning within ten seconds, for five minutes, and the descent: 16 March 2020, when every platform fell.",
  phases: [
    steady("base", 45, 1),
    ramp("rise", 10, 1, 5),
    steady("surge", 300, 5),
    ramp("descent", 10, 5, 1),
    steady("after", 60, 1),
  ],
  mix: ORDINARY,
};

const examSession: DayPlan = {
  name: "exam-session",
  title: "Session d’examen",
  story:
    "A convocation and its list: within a minute everybody concerned opens the same ones, then school life writes who came.",
  phases: [
    steady("before", 45, 0.6),
    ramp("the doors open", 10, 0.6, 4),
    steady("everybody looks", 60, 4),
    ramp("in the rooms", 20, 4, 0.8),
    steady("papers", 45, 0.8),
  ],
  mix: leaning(ORDINARY, {
    "list-rolls-of-outings": 8,
    "read-class": 3,
    "list-classes": 4,
    "read-messages": 2,
    "read-notices": 1.5,
    "record-presence": 4,
  }),
};

const reconnectStorm: DayPlan = {
  name: "reconnect-storm",
  title: "Retour après une coupure",
  story:
    "The network of a territory comes back: every application renews its token and reads the first screen, all at once.",
  phases: [
    steady("before", 30, 1),
    steady("cut", 15, 0.05),
    ramp("it is back", 2, 0.05, 5),
    steady("everybody", 60, 5),
    ramp("calm", 20, 5, 1),
    steady("after", 45, 1),
  ],
  mix: leaning(ORDINARY, { "renew-token": 5, "open-home": 2, "read-me": 2 }),
};

const threatMessage: DayPlan = {
  name: "threat-message",
  title: "Message de menace",
  story:
    "A threat goes round: families read what the school tells them, again and again, and school life writes without a pause.",
  phases: [
    steady("before", 45, 1),
    ramp("it goes round", 20, 1, 5),
    steady("everybody asks", 120, 5),
    ramp("calm", 40, 5, 1),
    steady("after", 45, 1),
  ],
  mix: leaning(ORDINARY, {
    "read-notices": 3,
    "read-messages": 3,
    "acknowledge-notice": 3,
    "state-absence": 3,
    "record-presence": 3,
    "note-call": 6,
    "read-outbox": 4,
  }),
};

/** Every moment that a load test can play, as data. */
export const dayPlans = [
  ordinaryDay,
  eightOClock,
  sundayEvening,
  resultsDay,
  lockdown,
  examSession,
  reconnectStorm,
  threatMessage,
] as const satisfies readonly DayPlan[];

/** The same as the generator plays them. */
export const scenarios = dayPlans.map((plan) => scenarioOf(plan));
