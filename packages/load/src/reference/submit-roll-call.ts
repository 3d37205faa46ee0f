import { createHash } from "node:crypto";
import { BatchWriteCommand, PutCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { z } from "zod";
import { database, getItem, queryItems, TableName } from "./database.ts";
import type { LessonItem, MemberItem } from "./items.ts";
import { lessonFor } from "./read-roll-call.ts";
import { clock, HttpError, type RouteHandler } from "./router.ts";

const Submission = z.object({
  version: z.number().int().min(0),
  marks: z.array(
    z.object({
      pupilId: z.string(),
      status: z.enum(["absent", "late"]),
      minutesLate: z.number().int().min(1).max(240).optional(),
    }),
  ),
});
const WRITES_PER_BATCH = 25;
const REPLY_SECONDS = 7 * 24 * 3_600;

/** One item per pupil of the class, present or not. */
const writeMarks = async (lessonId: string, pupils: string[], marks: z.infer<typeof Submission>["marks"]) => {
  const requests = pupils.map((pupilId) => {
    const mark = marks.find((one) => one.pupilId === pupilId) ?? { status: "present" };
    return { PutRequest: { Item: { pk: `LESSON#${lessonId}`, sk: `MARK#${pupilId}`, ...mark, pupilId } } };
  });
  for (let start = 0; start < requests.length; start += WRITES_PER_BATCH)
    await database.send(
      new BatchWriteCommand({ RequestItems: { [TableName ?? ""]: requests.slice(start, start + WRITES_PER_BATCH) } }),
    );
};

const bumpVersion = (lesson: LessonItem, submittedAt: string) =>
  database.send(
    new UpdateCommand({
      TableName,
      Key: { pk: `LESSON#${lesson.lessonId}`, sk: "META" },
      UpdateExpression: "SET version = :next, submittedAt = :submittedAt",
      ConditionExpression: "version = :version",
      ExpressionAttributeValues: {
        ":next": lesson.version + 1,
        ":version": lesson.version,
        ":submittedAt": submittedAt,
      },
    }),
  );

export const submitRollCall: RouteHandler = {
  method: "PUT",
  path: "/v1/schools/:schoolId/roll-calls/:lessonId",
  handle: async ({ params, headers, body, user }) => {
    const { version, marks } = Submission.parse(body);
    const key = headers["idempotency-key"];
    if (!key) throw new HttpError(400, "Idempotency-Key is required");
    const pk = `REPLY#${user.accountId}#${key}`;
    const fingerprint = createHash("sha256")
      .update(JSON.stringify([params, body]))
      .digest("base64url");
    const known = await getItem<{ fingerprint: string; reply: unknown }>(pk, "REPLY");
    if (known) {
      if (known.fingerprint !== fingerprint) throw new HttpError(422, "Idempotency-Key was used for something else");
      return known.reply;
    }
    const lesson = await lessonFor(user, params);
    if (lesson.version !== version) throw new HttpError(409, "Version conflict");
    const members = await queryItems<MemberItem>(`AUDIENCE#${lesson.audiences[0]?.id}`, "PUPIL#");
    const pupils = members.map(({ pupilId }) => pupilId);
    if (marks.some(({ pupilId }) => !pupils.includes(pupilId))) throw new HttpError(400, "Pupil not in class");
    const submittedAt = clock.now().toISOString();
    await bumpVersion(lesson, submittedAt);
    await writeMarks(lesson.lessonId, pupils, marks);
    const reply = {
      schoolId: lesson.schoolId,
      lessonId: lesson.lessonId,
      version: version + 1,
      absent: marks.filter(({ status }) => status === "absent").length,
      late: marks.filter(({ status }) => status === "late").length,
      conflicts: 0,
      submittedAt,
    };
    const ttl = Math.floor(Date.now() / 1_000) + REPLY_SECONDS;
    await database.send(new PutCommand({ TableName, Item: { pk, sk: "REPLY", fingerprint, reply, ttl } }));
    return reply;
  },
};
