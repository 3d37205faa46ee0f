import { ofType, type Resource, type Template } from "./templates.ts";

/** A rule every stack must obey; gives a sentence for each breach. */
export interface Rule {
  readonly says: string;
  breaches(templates: readonly Template[]): readonly string[];
}

type Found = Resource & { readonly at: string; readonly id: string };

/** A rule about every resource of a type. */
export const each =
  (type: string, wrong: (found: Found) => boolean, what: string) => (templates: readonly Template[]) =>
    ofType(templates, type)
      .filter(wrong)
      .map(({ at }) => `${at}: ${what}`);
