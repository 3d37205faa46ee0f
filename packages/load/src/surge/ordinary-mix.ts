import type { Mix } from "./mix.ts";

/**
 * An ordinary morning. Home 30 %, lessons 15 %, notices and messages 15 %, files and figures 10 %, roll calls 4 % as load profiles of schools
 * have them; what has no counterpart yet (diary, marks) is spread over what families read of attendance, discipline and the directory.
 */
export const ORDINARY: Mix = {
  "open-home": {
    pupil: 0.13,
    guardian: 0.11,
    teacher: 0.045,
    cpe: 0.005,
    supervisor: 0.004,
    office: 0.003,
    head: 0.003,
  },
  "read-lessons": { pupil: 0.08, guardian: 0.04, teacher: 0.03 },
  "renew-token": { pupil: 0.013, guardian: 0.013, teacher: 0.012, cpe: 0.001, supervisor: 0.001 },
  "read-me": { pupil: 0.006, guardian: 0.007, teacher: 0.005, head: 0.002 },
  "open-sheet": { teacher: 0.022 },
  "hand-in-roll": { teacher: 0.018 },
  "watch-board": { cpe: 0.006, supervisor: 0.005, head: 0.002, office: 0.002 },
  "record-presence": { cpe: 0.002, supervisor: 0.003 },
  "read-notices": { guardian: 0.065 },
  "acknowledge-notice": { guardian: 0.01 },
  "read-messages": { guardian: 0.065 },
  "read-attendance": { pupil: 0.03, guardian: 0.05 },
  "read-calendar": { pupil: 0.015, guardian: 0.015 },
  "read-measures": { pupil: 0.01, guardian: 0.02 },
  "read-pupil": { guardian: 0.01 },
  "state-absence": { guardian: 0.005 },
  "keep-draft": { teacher: 0.005 },
  "read-class": { teacher: 0.022 },
  "read-school": { pupil: 0.01, guardian: 0.01, teacher: 0.005 },
  "list-services": { pupil: 0.015, guardian: 0.01, teacher: 0.005 },
  "read-registers": { cpe: 0.004, supervisor: 0.004 },
  "read-outbox": { cpe: 0.004, supervisor: 0.003 },
  "read-statements": { cpe: 0.004 },
  "list-classes": { cpe: 0.002, supervisor: 0.002, office: 0.001 },
  "list-rolls-of-outings": { cpe: 0.001, teacher: 0.004 },
  "note-call": { cpe: 0.002 },
  "read-statistics": { cpe: 0.001, head: 0.002 },
  "keep-attendance": { pupil: 0.002, guardian: 0.008 },
  "list-accesses": { pupil: 0.005, guardian: 0.004 },
};
