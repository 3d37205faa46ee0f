export * from "./capacity.ts";
export * from "./client.ts";
export * from "./commit.ts";
export * from "./cursor.ts";
export * from "./keys.ts";
export * from "./lost-race.ts";
export * from "./replies.ts";
export * from "./table.ts";
