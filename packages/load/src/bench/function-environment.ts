/**
 * What a function finds in its environment, here and on AWS; `endpoint` is where its table answers. Benches drive a handful of accounts
 * at full speed: the share of one is not counted.
 */
export const functionEnvironment = (endpoint: string, table: string, capability: string): Record<string, string> => ({
  TABLE_NAME: table,
  SWITCHBOARD_TABLE: "switchboard",
  CAPABILITY: capability,
  STAGE: "bench",
  ADMISSION: "unmetered",
  BUS_NAME: "bench",
  BUCKET_NAME: "bench",
  ISSUER_URL: "http://localhost",
  POWERTOOLS_SERVICE_NAME: capability,
  AWS_LAMBDA_FUNCTION_NAME: `bench-${capability}`,
  AWS_REGION: "eu-west-3",
  AWS_ACCESS_KEY_ID: "local",
  AWS_SECRET_ACCESS_KEY: "local",
  AWS_ENDPOINT_URL_DYNAMODB: endpoint,
  TZ: ":UTC",
});
