import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { openReplies, openTable } from "@preau/store";
import { documentClient } from "@preau/store/client";
import { openContactStore } from "../../functions/notices/contacts/contact-store.ts";
import { openMessageStore } from "../../functions/notices/messages/message-store.ts";
import { openReceivedStore } from "../../functions/notices/messages/received-store.ts";
import { COLLEGE, NINA } from "./callers.ts";
import { MARKERS, MOTHER, SIXTH_A, YEAR } from "./directory-facts.ts";

const scope = { schoolId: COLLEGE, schoolYear: YEAR, messageId: "msg_1k7q8w3m5abcd" };
const sentAt = "2026-11-20T10:00:00.000Z";

/** A message to Nina's class, ordered while she had one guardian more: both were written to. */
export const keepMessages = async (
  tableName: string,
  withNina: boolean,
  exGuardian: readonly string[],
): Promise<void> => {
  const table = openTable(tableName);
  const [messages, received] = [openMessageStore(table), openReceivedStore(table)];
  // The pair of a cell is made by chance: here it is the same in every world.
  const vapid = { publicKey: "BNcRdreALRFXTkOOUHK1EtK2", privateKey: "q1dXpw3UpT5VOmu_cf_v6ih0" };
  await documentClient.send(
    new PutCommand({ TableName: tableName, Item: { pk: "PUSH#VAPID", sk: "VAPID", _et: "vapid", ...vapid } }),
  );
  const { audienceId } = SIXTH_A;
  const claim = { accountId: "acc_0000000000000", key: "isolation", fingerprint: "isolation" };
  await messages.order(
    {
      ...scope,
      sentAt,
      sentBy: "per_0000000000000",
      subject: "Sortie de {enfant}",
      text: "{nom}",
      from: "2026-08-01",
      to: "2026-11-20",
      audiences: [{ audienceId, code: "6A", families: 2 }],
      families: 2,
      schoolName: "Collège Ada Lovelace",
      phone: "",
    },
    openReplies(table).remember(claim, { status: 202, body: {} }, new Date(sentAt)),
  );
  const [phone, mail, street] = MARKERS.contacts;
  for (const guardianId of withNina ? [MOTHER, ...exGuardian] : []) {
    const named = { familyName: "QUARTZELLE", givenName: "Opale", schoolName: "Collège Ada Lovelace" };
    // No mail for the mother: whom nothing reaches is listed too, with the reasons and never with the number.
    const reach = {
      phones: [phone],
      address: { lines: [street], city: "Rennes" },
      ...(guardianId !== MOTHER && { mail }),
    };
    const { schoolId, schoolYear } = scope;
    await openContactStore(table).keepRecord({ schoolId, schoolYear, guardianId }, { ...named, ...reach }, 1);
    const key = { ...scope, audienceId, pupilId: NINA, guardianId };
    const names = { pupilName: "Ninoé QUARTZELLE", className: "6A" };
    await messages.keep({ ...key, ...names, channels: {}, reasons: ["Pas d’adresse électronique."], version: 1 });
    const words = { subject: "Sortie de Ninoé", text: "Ninoé QUARTZELLE", short: "Sortie de Ninoé" };
    await received.hand({ ...key, ...words, pupilName: "Ninoé", schoolName: "Collège Ada Lovelace", sentAt });
  }
};
