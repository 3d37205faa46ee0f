import pdfmake from "pdfmake";
import roboto from "pdfmake/build/fonts/Roboto.js";
import type { TDocumentDefinitions } from "pdfmake/interfaces.js";

/** What to print, as pdfmake describes it. */
export type PaperDocument = TDocumentDefinitions;

// Pages are made of what they are given: nothing is fetched, no file is read.
pdfmake.setUrlAccessPolicy(() => false);
pdfmake.setLocalAccessPolicy(() => false);
pdfmake.setFonts(roboto.fonts);
const fonts = new Map(Object.entries(roboto.vfs).map(([name, { data }]) => [name, Buffer.from(data, "base64")]));
// pdfmake's own store of files asks where its module lies, which a bundle does not know.
Object.assign(pdfmake, {
  virtualfs: { existsSync: (name: string) => fonts.has(name), readFileSync: (name: string) => fonts.get(name) },
});

/**
 * The bytes of a PDF on A4, its text searchable and in the fonts it carries along (Roboto: Latin, Greek and Cyrillic letters, so that
 * no name is misspelt). A page of thirty coupons takes some 100 ms of one core.
 */
export const toPdf = async (document: PaperDocument): Promise<Uint8Array> =>
  pdfmake
    .createPdf({
      pageSize: "A4",
      pageMargins: [28, 28, 28, 28],
      language: "fr-FR",
      defaultStyle: { font: "Roboto", fontSize: 10 },
      ...document,
    })
    .getBuffer();
