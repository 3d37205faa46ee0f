/** A lesson on a day: under its own id, and again in the timetable of its class or group. */
export interface LessonItem {
  lessonId: string;
  schoolId: string;
  day: string;
  start: string;
  end: string;
  minutes: number;
  subject: { code: string; label: string };
  teachers: { id: string; name: string }[];
  audiences: { id: string; code: string }[];
  room?: { id: string; label: string };
  status: "planned" | "cancelled" | "moved";
  version: number;
  submittedAt?: string;
}

/** A person of a school: pupil, guardian or teacher. */
export interface PersonItem {
  personId: string;
  schoolId: string;
  familyName: string;
  givenName: string;
  classId?: string;
}

/** A pupil in a class or a group. */
export interface MemberItem {
  pupilId: string;
  audienceId: string;
  kind: "class" | "group";
}

export interface AudienceItem {
  audienceId: string;
  code: string;
  label: string;
}

/** One pupil at one lesson: one item each, present or not. */
export interface MarkItem {
  pupilId: string;
  status: "present" | "absent" | "late";
  minutesLate?: number;
}

export interface ExemptionItem {
  pupilId: string;
  subjectCode: string | null;
  from: string;
  to: string;
  mustAttend: boolean;
  reason: string | null;
}

export interface NoticeItem {
  noticeId: string;
  schoolId: string;
  pupilId: string;
  pupilName: string;
  kind: string;
  state: "told" | "corrected" | "withdrawn";
  message: string;
  day: string;
  half: string;
  lessons: { lessonId: string; start: string; end: string; subject: string; state: string }[];
  toldAt: string;
  changedAt: string;
  version: number;
}

export interface SchoolItem {
  schoolId: string;
  name: string;
  timeZone: string;
}
