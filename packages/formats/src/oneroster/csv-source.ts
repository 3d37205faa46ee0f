import { headerName, readTable, type TableRow } from "../csv/table.ts";
import type { DeliveredFile } from "../statement.ts";
import type { OneRosterCollection, OneRosterItem, OneRosterSource } from "./source.ts";

type Values = (name: string) => string | undefined;

/**
 * Reads the CSV files of a OneRoster 1.2 bundle (`orgs.csv`, `users.csv`, `roles.csv`…) as the objects of the REST service. The roles
 * of all users are held in memory. Headers other than those of `users.csv` are those of the published standard, not seen in a real bundle.
 */
export function oneRosterBundle(files: readonly DeliveredFile[]): OneRosterSource {
  const fileOf = (name: string) => files.find((file) => file.name.toLowerCase() === `${name}.csv`.toLowerCase());
  return {
    async *list(collection) {
      const file = fileOf(collection);
      if (file === undefined) return;
      const roles = collection === "users" ? await rolesByUser(fileOf("roles")) : new Map();
      for await (const row of readTable(file, ",")) {
        const value = objectOf[collection](valuesOf(row), roles);
        yield { file: row.file, line: row.line, value } satisfies OneRosterItem;
      }
    },
  };
}

async function rolesByUser(file: DeliveredFile | undefined): Promise<ReadonlyMap<string, readonly unknown[]>> {
  const roles = new Map<string, unknown[]>();
  if (file === undefined) return roles;
  for await (const row of readTable(file, ",")) {
    const value = valuesOf(row);
    if (value("status") === "tobedeleted") continue;
    const role = {
      roleType: value("roleType") ?? "primary",
      role: value("role"),
      org: ref(value("orgSourcedId")),
      beginDate: value("beginDate"),
      endDate: value("endDate"),
    };
    const user = value("userSourcedId") ?? "";
    roles.set(user, [...(roles.get(user) ?? []), role]);
  }
  return roles;
}

type Build = (value: Values, roles: ReadonlyMap<string, readonly unknown[]>) => unknown;

const objectOf: Readonly<Record<OneRosterCollection, Build>> = {
  orgs: (value) => ({
    ...base(value),
    ...pick(value, "name", "type", "identifier"),
    parent: ref(value("parentSourcedId")),
  }),
  academicSessions: (value) => ({
    ...base(value),
    ...pick(value, "title", "type", "startDate", "endDate", "schoolYear"),
  }),
  classes: (value) => ({
    ...base(value),
    ...pick(value, "title", "classCode", "classType", "location"),
    subjects: list(value("subjects")),
    school: ref(value("schoolSourcedId")),
    terms: list(value("termSourcedIds")).map(ref),
  }),
  enrollments: (value) => ({
    ...base(value),
    ...pick(value, "role", "primary", "beginDate", "endDate"),
    user: ref(value("userSourcedId")),
    class: ref(value("classSourcedId")),
    school: ref(value("schoolSourcedId")),
  }),
  users: (value, roles) => ({
    ...base(value),
    ...pick(value, "username", "givenName", "familyName", "middleName", "identifier", "email", "sms", "phone"),
    ...pick(value, "preferredFamilyName"),
    enabledUser: value("enabledUser") ?? "true",
    userIds: userIds(value("userIds")),
    agents: list(value("agentSourcedIds")).map(ref),
    roles: roles.get(value("sourcedId") ?? "") ?? [],
  }),
  demographics: (value) => ({ ...base(value), ...pick(value, "birthDate", "sex") }),
};

/** A bulk file leaves status and date empty: all it holds is active. */
function base(value: Values) {
  return {
    sourcedId: value("sourcedId"),
    status: value("status") ?? "active",
    dateLastModified: value("dateLastModified") ?? "",
  };
}

function pick(value: Values, ...names: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(names.flatMap((name) => (value(name) === undefined ? [] : [[name, value(name) ?? ""]])));
}

function valuesOf(row: TableRow): Values {
  return (name) => row.attributes.get(headerName(name))?.[0];
}

function ref(sourcedId: string | undefined): { readonly sourcedId: string } | undefined {
  return sourcedId === undefined ? undefined : { sourcedId };
}

function list(text: string | undefined): readonly string[] {
  return (text ?? "").split(",").flatMap((item) => item.trim() || []);
}

/** `{INE:099000001AB},{LDAP:zoe}`. */
function userIds(text: string | undefined): readonly { type: string; identifier: string }[] {
  return [...(text ?? "").matchAll(/\{([^:{}]+):([^{}]+)\}/g)].map(([, type = "", identifier = ""]) => ({
    type: type.trim(),
    identifier: identifier.trim(),
  }));
}
