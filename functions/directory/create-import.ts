import { type FieldError, problem, type SchoolId } from "@preau/contract";
import type { Call, Operation, Reply } from "@preau/runtime";
import type { directoryContract, ImportId, ImportKind } from "./contract.ts";
import { currentYear } from "./current-year.ts";
import { faultsOfFiles } from "./delivery-files.ts";
import { type ImportJob, OF_ONE_SCHOOL } from "./import-job.ts";
import type { ImportStore } from "./import-store.ts";
import type { Objects } from "./objects.ts";

interface Deps {
  readonly imports: Pick<ImportStore, "create">;
  readonly objects: Pick<Objects, "uploadUrl">;
  readonly acceptsLoopback: boolean;
  newId(): ImportId;
  now(): Date;
}

type Routes = typeof directoryContract.routes;
type Announced = Call<Routes["createImport"]>["body"];
type Created = Reply<Routes["createImport"]>;

/** A slow line must manage a department's files. */
const UPLOAD_SECONDS = 3_600;

/** An export of one school says whose it is before it is sent: a file of another school is then refused. */
const faultsOfSchool = (kind: ImportKind, schoolId: SchoolId | undefined): readonly FieldError[] => {
  const oneSchool = OF_ONE_SCHOOL.has(kind);
  if (oneSchool && schoolId === undefined)
    return [{ field: "body.schoolId", message: "Indiquez l’UAI de l’établissement dont vient cet export." }];
  if (!oneSchool && schoolId !== undefined)
    return [{ field: "body.schoolId", message: "Une livraison de l’académie nomme elle-même ses établissements." }];
  return [];
};

/** Files, or a OneRoster service in their place; only this machine is spoken to without encryption, and only from this machine. */
const faultsOfSource = (
  { kind, files, service }: Pick<Announced, "kind" | "files" | "service">,
  acceptsLoopback: boolean,
): readonly FieldError[] => {
  if (service === undefined)
    return files.length > 0 ? [] : [{ field: "body.files", message: "Indiquez les fichiers de la livraison." }];
  if (kind !== "oneroster")
    return [{ field: "body.service", message: "Seul OneRoster se lit par un service : retirez ce champ." }];
  if (files.length > 0)
    return [{ field: "body.files", message: "Un service remplace les fichiers : retirez l’un ou l’autre." }];
  return (["base", "tokenUrl"] as const).flatMap((name) => {
    const { protocol, hostname } = new URL(service[name]);
    if (protocol === "https:" || (acceptsLoopback && hostname === "127.0.0.1")) return [];
    return [{ field: `body.service.${name}`, message: "Donnez une adresse en https : des noms d’élèves y passent." }];
  });
};

const announce = async (
  call: Pick<Call<Routes["createImport"]>, "remember">,
  body: Announced,
  deps: Deps,
): Promise<Created> => {
  const { kind, schoolId, files, service, schoolYear, academy, autoApprove, maxLeavingPercent } = body;
  const errors = [
    ...faultsOfSchool(kind, schoolId),
    ...faultsOfSource(body, deps.acceptsLoopback),
    ...faultsOfFiles(kind, files),
  ];
  if (errors.length > 0) throw problem("invalid-request", { errors });
  const importId = deps.newId();
  const now = deps.now();
  const createdAt = now.toISOString();
  const job: ImportJob = {
    importId,
    kind,
    schoolId,
    schoolYear: schoolYear ?? currentYear(now),
    state: "awaiting-files",
    files,
    service,
    academy,
    autoApprove,
    maxLeavingPercent,
    createdAt,
    updatedAt: createdAt,
    errors: 0,
    warnings: 0,
    version: 1,
  };
  const uploads = await Promise.all(
    files.map(async ({ name }) => ({
      name,
      ...(await deps.objects.uploadUrl(importId, name, UPLOAD_SECONDS)),
    })),
  );
  const reply = { status: 201, body: { importId, state: "awaiting-files", uploads } } as const;
  await deps.imports.create(job, call.remember(reply));
  return reply;
};

/** Announces a delivery: names are checked now, before anybody waits for an upload. */
export const createImport: Operation<Routes["createImport"], Deps> = (call, deps) => announce(call, call.body, deps);

/** Announces a school's own export. */
export const createSchoolImport: Operation<Routes["createSchoolImport"], Deps> = (call, deps) =>
  announce(call, { ...call.body, schoolId: call.params.schoolId }, deps);
