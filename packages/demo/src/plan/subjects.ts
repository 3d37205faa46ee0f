import type { AafSubject } from "@preau/formats";

/** Where a subject is taught. */
export type RoomKind = "class" | "science" | "art" | "gym";

/** A subject of the invented schools. */
export interface DemoSubject extends AafSubject {
  /** The short code of the timetable. */
  readonly short: string;
  readonly discipline: DisciplineCode;
  readonly room: RoomKind;
}

/** What teachers are recruited for, by code of the ministry. */
export const disciplines = {
  L0100: "PHILOSOPHIE",
  L0201: "LETTRES CLASSIQUES",
  L0202: "LETTRES MODERNES",
  L0421: "ALLEMAND",
  L0422: "ANGLAIS",
  L0426: "ESPAGNOL",
  L0429: "ITALIEN",
  L1000: "HISTOIRE GEOGRAPHIE",
  L1100: "SCIENCES ECONOMIQUES ET SOCIALES",
  L1300: "MATHEMATIQUES",
  L1400: "TECHNOLOGIE",
  L1401: "NUMERIQUE ET SCIENCES INFORMATIQUES",
  L1500: "PHYSIQUE CHIMIE",
  L1600: "SCIENCES DE LA VIE ET DE LA TERRE",
  L1700: "EDUCATION MUSICALE",
  L1800: "ARTS PLASTIQUES",
  L1900: "EDUCATION PHYSIQUE ET SPORTIVE",
} as const;
export type DisciplineCode = keyof typeof disciplines;

function subject(
  short: string,
  code: string,
  label: string,
  discipline: DisciplineCode,
  room: RoomKind = "class",
): DemoSubject {
  return { short, code, label, discipline, room };
}

const all = [
  subject("FRANC", "020700", "FRANÇAIS", "L0202"),
  subject("LATIN", "020100", "LATIN", "L0201"),
  subject("HLP", "022800", "HUMANITÉS, LITTÉRATURE ET PHILOSOPHIE", "L0201"),
  subject("PHILO", "010300", "PHILOSOPHIE", "L0100"),
  subject("MATHS", "061300", "MATHÉMATIQUES", "L1300"),
  subject("HI-GE", "042100", "HISTOIRE-GÉOGRAPHIE-EMC", "L1000"),
  subject("HGGSP", "042200", "HIST.-GÉO., GÉOPOLITIQUE ET SC. POLITIQUES", "L1000"),
  subject("AGL1", "030201", "ANGLAIS LV1", "L0422"),
  subject("LLCE", "030205", "LLCE ANGLAIS", "L0422"),
  subject("ESP2", "030602", "ESPAGNOL LV2", "L0426"),
  subject("ALL2", "030102", "ALLEMAND LV2", "L0421"),
  subject("ITA2", "030902", "ITALIEN LV2", "L0429"),
  subject("PH-CH", "062300", "PHYSIQUE-CHIMIE", "L1500", "science"),
  subject("SVT", "062900", "SCIENCES DE LA VIE ET DE LA TERRE", "L1600", "science"),
  subject("ENSCI", "065300", "ENSEIGNEMENT SCIENTIFIQUE", "L1600", "science"),
  subject("TECHN", "070800", "TECHNOLOGIE", "L1400", "science"),
  subject("SNT", "071800", "SCIENCES NUMÉRIQUES ET TECHNOLOGIE", "L1401"),
  subject("NSI", "071900", "NUMÉRIQUE ET SCIENCES INFORMATIQUES", "L1401"),
  subject("SES", "050700", "SCIENCES ÉCONOMIQUES ET SOCIALES", "L1100"),
  subject("A-PLA", "090100", "ARTS PLASTIQUES", "L1800", "art"),
  subject("EDMUS", "081300", "ÉDUCATION MUSICALE", "L1700", "art"),
  subject("EPS", "100100", "ÉDUCATION PHYSIQUE ET SPORTIVE", "L1900", "gym"),
  subject("VIECL", "008400", "VIE DE CLASSE", "L0202"),
];

/** Every subject by its short code. */
export const demoSubjects: ReadonlyMap<string, DemoSubject> = new Map(all.map((item) => [item.short, item]));

/** The subject of a short code. @throws RangeError for a code the plans do not have. */
export function demoSubject(short: string): DemoSubject {
  const found = demoSubjects.get(short);
  if (found === undefined) throw new RangeError(`No subject ${short}`);
  return found;
}
