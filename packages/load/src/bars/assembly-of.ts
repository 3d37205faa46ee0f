import { type AssemblyModel, modelOf } from "@preau/local/assembly/model";
import { readAssembly } from "@preau/local/assembly/read-assembly";

/** What a server was built from. Nothing is spoken to: the addresses that its variables would hold are of no matter here. */
export const assemblyOf = (directory: string): AssemblyModel =>
  modelOf(readAssembly(directory), { sqs: "http://localhost", api: () => "http://localhost" });
