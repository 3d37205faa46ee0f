import { digest } from "@preau/contract/derive-id";
import encryption from "web-push/src/encryption-helper.js";
import type { Device } from "../contacts/reach.ts";
import type { Post } from "../push/post-publicly.ts";
import { vapidHeader } from "../push/vapid-header.ts";
import type { VapidKeys } from "../push/vapid-keys.ts";
import { type Channel, failed, type Outcome, type Outgoing } from "./channel.ts";
import { pushWay } from "./obstacles.ts";

interface Deps {
  readonly post: Post;
  /** Who a push service may write to about us (RFC 8292, §2.1): `mailto:` or `https:`. */
  readonly subject: string;
  keys(): Promise<VapidKeys>;
  now(): Date;
  forgetDevice(guardianId: string, deviceId: string): Promise<void>;
}

/** An absence is of no use on a telephone that was off for longer; it stays in the list of notices. */
const KEPT_SECONDS = 6 * 3600;

/** Subscriptions that the browser or its owner has ended (RFC 8030, §7.3). */
const GONE = [404, 410];

const worthAnother = (status: number): boolean => status === 429 || status >= 500;

/** What a locked screen shows: a given name and a sentence. Encrypted to the device (RFC 8291), whose service reads none of it. */
const payloadOf = ({ key, schoolId, pupilId, subject, short }: Outgoing): string =>
  JSON.stringify({ title: subject, body: short, tag: key, data: { schoolId, pupilId } });

/** Notifications on every device of a guardian; sent when one of them took it. */
export const pushChannel = ({ post, subject, keys, now, forgetDevice }: Deps): Channel => {
  const sendTo = async (outgoing: Outgoing, { endpoint, keys: deviceKeys }: Device): Promise<number> => {
    const { p256dh, auth } = deviceKeys;
    const body = encryption.encrypt(p256dh, auth, payloadOf(outgoing), "aes128gcm").cipherText;
    const headers = {
      authorization: vapidHeader(endpoint, subject, await keys(), now()),
      "content-encoding": "aes128gcm",
      "content-length": body.length,
      "content-type": "application/octet-stream",
      ttl: KEPT_SECONDS,
      topic: digest(26, outgoing.key),
      urgency: "high",
    };
    return post({ url: endpoint, headers, body });
  };
  const outcomeOf = async (outgoing: Outgoing, device: Device): Promise<Outcome> => {
    try {
      const status = await sendTo(outgoing, device);
      if (status >= 200 && status < 300) return { state: "sent" };
      if (GONE.includes(status)) await forgetDevice(outgoing.guardianId, device.deviceId);
      return failed("Aucun appareil n’a accepté la notification.", worthAnother(status));
    } catch {
      return failed("Le service de notification ne répond pas.", true);
    }
  };
  return {
    ...pushWay,
    send: async (outgoing, reach) => {
      const outcomes = await Promise.all(reach.devices.map((device) => outcomeOf(outgoing, device)));
      const sent = outcomes.find(({ state }) => state === "sent");
      const again = outcomes.find((outcome) => outcome.state === "failed" && outcome.again);
      return sent ?? again ?? outcomes[0] ?? failed(pushWay.obstacle(reach) ?? "", false);
    },
  };
};
