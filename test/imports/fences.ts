import type { SourceFile } from "./source-files.ts";

/** A rule of who may know whom; gives a sentence for each breach. */
export interface Fence {
  readonly says: string;
  breaches(file: SourceFile): readonly string[];
}

const capabilityOf = (path: string): string | undefined => /^functions\/([^/]+)\//.exec(path)?.[1];
const isTest = (path: string): boolean => /\.test\.ts$|^test\/|\/(test|testing|fixture)\//.test(path);
const targets = (file: SourceFile): readonly string[] => file.imports.map(({ target }) => target);

const only = (file: SourceFile, allowed: (target: string) => boolean): readonly string[] =>
  targets(file)
    .filter((target) => !allowed(target))
    .map((target) => `${file.path} imports ${target}`);

const confined =
  (what: RegExp, where: RegExp) =>
  (file: SourceFile): readonly string[] =>
    where.test(file.path) || isTest(file.path)
      ? []
      : targets(file)
          .filter((target) => what.test(target))
          .map((target) => `${file.path} imports ${target}`);

export const fences: readonly Fence[] = [
  {
    says: "a capability knows the packages, the events and itself; of another one, its contract only",
    breaches: (file) => {
      const own = capabilityOf(file.path);
      if (own === undefined || isTest(file.path)) return [];
      return only(file, (target) => {
        const other = capabilityOf(target);
        if (other !== undefined) return other === own || target === `functions/${other}/contract.ts`;
        return !/^(infra|test|packages)\//.test(target);
      });
    },
  },
  {
    says: "contracts, manifests and events are data: they load without the AWS SDK",
    breaches: (file) =>
      /^functions\/[^/]+\/((\w+-)*contract|manifest)\.ts$|^events\/[^/]+\.ts$/.test(file.path)
        ? only(
            file,
            (target) =>
              target === "zod" ||
              /^@preau\/contract(\/|$)/.test(target) ||
              /^events\//.test(target) ||
              /[/-]contract\.ts$/.test(target),
          )
        : [],
  },
  {
    says: "only stores and entities speak to dynamodb-toolbox",
    breaches: confined(
      /^dynamodb-toolbox/,
      /^packages\/(store|load)\/|^functions\/[^/]+\/(.+\/)?(\w+-)*(store|entities)\.ts$|^functions\/[^/]+\/store\//,
    ),
  },
  {
    says: "only the runtime knows middy and the logger's class",
    breaches: confined(/^@middy\/|^@aws-lambda-powertools\//, /^packages\/(runtime|load)\//),
  },
  { says: "only the infrastructure knows CDK", breaches: confined(/^aws-cdk-lib|^constructs$|^cdk-nag$/, /^infra\//) },
  {
    says: "zod is imported as a namespace: by name it weighs five times as much",
    breaches: (file) =>
      file.path.startsWith("packages/load/src/reference/")
        ? []
        : file.imports
            .filter(({ target, clause }) => target === "zod" && clause !== "* as z")
            .map(() => `${file.path} imports zod as something else than * as z`),
  },
  {
    says: "nothing imports an entry point",
    breaches: (file) =>
      isTest(file.path)
        ? []
        : targets(file)
            .filter((target) => target.endsWith(".lambda.ts"))
            .map((target) => `${file.path} imports ${target}`),
  },
  {
    says: "packages stand below the capabilities; only the programs that people type know them",
    breaches: (file) =>
      /^packages\//.test(file.path) && !/^packages\/(demo\/src\/commands|load)\//.test(file.path) && !isTest(file.path)
        ? targets(file)
            .filter((target) => /^(functions|infra|events|test)\//.test(target))
            .map((target) => `${file.path} imports ${target}`)
        : [],
  },
  {
    says: "no name that says nothing",
    breaches: ({ path }) => (/(^|\/)(utils?|helpers?|common|misc|services|types)(\/|\.ts$)/.test(path) ? [path] : []),
  },
  {
    says: "no unfinished or silenced work",
    breaches: ({ path, text }) =>
      path.startsWith("test/imports/")
        ? []
        : [
            ...text.matchAll(/\b(TODO|FIXME|XXX|HACK)\b|@ts-(ignore|nocheck|expect-error)|\bas any\b|\.(skip|only)\(/g),
          ].map(([found]) => `${path}: ${found}`),
  },
  {
    says: "files are short: 200 lines at most, contracts and tests aside; an entry point 30",
    breaches: ({ path, text }) => {
      const lines = text.split("\n").length - 1;
      const most = path.endsWith(".lambda.ts") ? 30 : 200;
      return path.endsWith(".test.ts") || path.endsWith("contract.ts") || lines <= most
        ? []
        : [`${path}: ${lines} lines`];
    },
  },
  {
    // The issuer lives on real time: its signatures are checked by others.
    says: "use cases read no clock, no variable and no chance of their own",
    breaches: ({ path, text }) =>
      capabilityOf(path) === undefined || isTest(path) || /^functions\/identity\//.test(path)
        ? []
        : [...text.matchAll(/\bprocess\.env\b|\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(/g)].map(
            ([found]) => `${path}: ${found}`,
          ),
  },
];
