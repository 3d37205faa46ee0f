import type middy from "@middy/core";
import type { Contract, Route } from "@preau/contract";
import type { Principal } from "@preau/policy";
import type { Claim, Replies } from "@preau/store";
import type { APIGatewayProxyEventV2WithJWTAuthorizer, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import type { Call, Reply } from "../operation.ts";
import type { Watch } from "./watch-switchboard.ts";

/** What the chain learns about a request on its way in. */
export interface Exchange {
  readonly startedAt: number;
  readonly correlationId: string;
  readonly operation: string;
  readonly route: Route;
  principal?: Principal;
  claim?: Claim;
  call?: Call;
}

export type Inbound = APIGatewayProxyEventV2WithJWTAuthorizer & { exchange: Exchange };
export type Answer = APIGatewayProxyStructuredResultV2 | Reply;
export type Middleware = middy.MiddlewareObj<Inbound, Answer, Error>;

/** Routes as the gateway names them (`GET /v1/schools/{schoolId}/lessons`), each with its operationId. */
export type RoutesByKey = ReadonlyMap<string, { readonly operation: string; readonly route: Route }>;

/** What the middlewares need to know of the function they serve. */
export interface Served {
  readonly contract: Contract;
  readonly routes: RoutesByKey;
  readonly replies: Replies | undefined;
  readonly watch: Watch;
  now(): Date;
}
