import type { APIGatewayProxyEventV2 } from "aws-lambda";

const CORRELATION_ID = /^[A-Za-z0-9-]{8,64}$/;

/** The id under which the sender follows its request, unless it could be misused in a log; else the gateway's. */
export const correlationIdOf = ({
  headers,
  requestContext,
}: Pick<APIGatewayProxyEventV2, "headers" | "requestContext">): string => {
  const asked = headers["x-correlation-id"] ?? "";
  return CORRELATION_ID.test(asked) ? asked : requestContext.requestId;
};
