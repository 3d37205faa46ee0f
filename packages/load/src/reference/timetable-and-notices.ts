import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import { z } from "zod";
import { database, TableName } from "./database.ts";
import { clock, HttpError, type RouteHandler, type User } from "./router.ts";

const Day = z.string().date();
const Range = z.object({ audienceId: z.string(), from: Day.optional(), to: Day.optional() });
const Page = z.object({ limit: z.coerce.number().int().min(1).max(100).default(25) });
const STAFF = ["teacher", "librarian", "cpe", "supervisor", "head", "office"];

const personIn = ({ memberships }: User, schoolId: string | undefined, roles: string[]): string => {
  const membership = memberships.find((one) => one.schoolId === schoolId && roles.includes(one.role));
  if (membership === undefined) throw new HttpError(403, "Forbidden");
  return membership.personId;
};

/** The lessons of a class or a group. */
export const lessons: RouteHandler = {
  method: "GET",
  path: "/v1/schools/:schoolId/lessons",
  handle: async ({ params, query, user }) => {
    personIn(user, params.schoolId, STAFF);
    const { audienceId, from = clock.today(), to = from } = Range.parse(query);
    const { Items = [] } = await database.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: "pk = :pk and sk between :from and :to",
        ExpressionAttributeValues: { ":pk": `AUDIENCE#${audienceId}`, ":from": `DAY#${from}`, ":to": `DAY#${to}~` },
      }),
    );
    return { schoolId: params.schoolId, from, to, items: Items };
  },
};

/** What a guardian was told, the latest first. */
export const notices: RouteHandler = {
  method: "GET",
  path: "/v1/schools/:schoolId/notices",
  handle: async ({ params, query, user }) => {
    const guardianId = personIn(user, params.schoolId, ["guardian"]);
    const { limit } = Page.parse(query);
    const { Items = [], LastEvaluatedKey } = await database.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: "pk = :pk and begins_with(sk, :prefix)",
        ExpressionAttributeValues: { ":pk": `PERSON#${guardianId}`, ":prefix": "NOTICE#" },
        ScanIndexForward: false,
        Limit: limit,
      }),
    );
    return { items: Items, ...(LastEvaluatedKey && { cursor: LastEvaluatedKey.sk }) };
  },
};
