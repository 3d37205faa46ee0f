import { Logger } from "@aws-lambda-powertools/logger";
import type { APIGatewayProxyEventV2WithJWTAuthorizer, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { z } from "zod";
import { home } from "./home.ts";
import { me } from "./me.ts";
import { readRollCall } from "./read-roll-call.ts";
import { HttpError, route } from "./router.ts";
import { submitRollCall } from "./submit-roll-call.ts";
import { lessons, notices } from "./timetable-and-notices.ts";

const logger = new Logger();
const routes = [readRollCall, submitRollCall, home, me, lessons, notices];

const reply = (statusCode: number, body: unknown): APIGatewayProxyStructuredResultV2 => ({
  statusCode,
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});

export const handler = async (
  event: APIGatewayProxyEventV2WithJWTAuthorizer,
): Promise<APIGatewayProxyStructuredResultV2> => {
  const startedAt = Date.now();
  const requestId = event.requestContext.requestId;
  try {
    const body = await route(event, routes);
    logger.info("request completed", { requestId, path: event.routeKey, ms: Date.now() - startedAt });
    return reply(200, body);
  } catch (error) {
    logger.error("request failed", { requestId, path: event.routeKey, error: error as Error });
    if (error instanceof HttpError) return reply(error.status, { message: error.message });
    if (error instanceof z.ZodError) return reply(400, { message: "Invalid request", issues: error.issues });
    return reply(500, { message: "Internal server error" });
  }
};
