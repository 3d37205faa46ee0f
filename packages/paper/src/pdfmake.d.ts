/** What the published types of pdfmake leave out. */
declare module "pdfmake/build/fonts/Roboto.js" {
  type TFontDictionary = import("pdfmake/interfaces.js").TFontDictionary;

  const roboto: {
    readonly vfs: Readonly<Record<string, { readonly data: string }>>;
    readonly fonts: TFontDictionary;
  };
  export = roboto;
}
