import { problem } from "@preau/contract";

/** An object of OneRoster as it is filtered: whatever its kind. */
export type AnyObject = Readonly<Record<string, unknown>>;

const TERM = /^([\w.]{1,60})\s*(!=|>=|<=|=|>|<|~)\s*'([^']*)'$/;

const wrong = () =>
  problem("invalid-request", {
    errors: [
      {
        field: "query.filter",
        message: "Écrivez le filtre comme OneRoster : familyName='MARLOW', avec AND ou OR entre deux conditions.",
      },
    ],
  });

/** The values at `a.b`; those of each element where a list is met, as the standard asks. */
const valuesAt = (value: unknown, path: readonly string[]): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap((one) => valuesAt(one, path));
  const [name, ...rest] = path;
  if (name === undefined) return value === undefined || value === null ? [] : [String(value)];
  return value !== null && typeof value === "object" ? valuesAt((value as AnyObject)[name], rest) : [];
};

const comparisons: Readonly<Record<string, (value: string, wanted: string) => boolean>> = {
  "=": (value, wanted) => value === wanted,
  "!=": (value, wanted) => value !== wanted,
  ">": (value, wanted) => value > wanted,
  ">=": (value, wanted) => value >= wanted,
  "<": (value, wanted) => value < wanted,
  "<=": (value, wanted) => value <= wanted,
  "~": (value, wanted) => value.toLowerCase().includes(wanted.toLowerCase()),
};

const termOf = (text: string): ((one: AnyObject) => boolean) => {
  const [, path = "", sign = "", wanted = ""] = TERM.exec(text.trim()) ?? [];
  const compare = comparisons[sign];
  if (compare === undefined) throw wrong();
  return (one) => valuesAt(one, path.split(".")).some((value) => compare(value, wanted));
};

/** The standard's filter: conditions all joined by AND, or all by OR; no field holds two. @throws a problem naming `query.filter` */
export const filterOf = (filter: string | undefined): ((one: AnyObject) => boolean) => {
  if (filter === undefined) return () => true;
  const [all, any] = [filter.split(/ AND (?=[\w.]+\s*[!=<>~])/), filter.split(/ OR (?=[\w.]+\s*[!=<>~])/)];
  if (all.length > 1 && any.length > 1) throw wrong();
  const terms = (all.length > 1 ? all : any).map(termOf);
  return all.length > 1 ? (one) => terms.every((term) => term(one)) : (one) => terms.some((term) => term(one));
};

/** Orders objects by the first value of a field. */
export const sortedBy = (objects: readonly AnyObject[], sort: string | undefined, orderBy: "asc" | "desc") => {
  if (sort === undefined) return objects;
  const sign = orderBy === "asc" ? 1 : -1;
  const keyed = objects.map((one) => ({ one, key: valuesAt(one, sort.split("."))[0] ?? "" }));
  return keyed.sort((a, b) => (a.key < b.key ? -sign : a.key > b.key ? sign : 0)).map(({ one }) => one);
};

/** An object reduced to the fields asked for; its id is always told. */
export const selected = (one: AnyObject, fields: string | undefined): AnyObject => {
  if (fields === undefined) return one;
  const wanted = new Set(["sourcedId", ...fields.split(",")]);
  return Object.fromEntries(Object.entries(one).filter(([name]) => wanted.has(name)));
};
