import { describe, expect, it } from "vitest";
import { deviceName, kindOf } from "./describe-device.ts";

const AGENTS = {
  pixel:
    "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36",
  tablet:
    "Mozilla/5.0 (Linux; Android 13; SM-X200) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/27.0 Chrome/125.0.0.0 Safari/537.36",
  iphone:
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1",
  ipad: "Mozilla/5.0 (iPad; CPU OS 17_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/131.0 Mobile/15E148 Safari/604.1",
  windows:
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0",
  mac: "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15",
  school:
    "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
  ubuntu: "Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0",
  program: "node",
};

describe("a device in the list", () => {
  it.each<[keyof typeof AGENTS, string, string]>([
    ["pixel", "preau-app", "Téléphone Android, Application Préau"],
    ["pixel", "preau-web", "Téléphone Android, Portail Préau, Chrome"],
    ["tablet", "preau-web", "Tablette Android, Portail Préau, Samsung Internet"],
    ["iphone", "preau-web", "iPhone, Portail Préau, Safari"],
    ["ipad", "preau-web", "iPad, Portail Préau, Chrome"],
    ["windows", "preau-web", "Ordinateur Windows, Portail Préau, Edge"],
    ["mac", "preau-web", "Mac, Portail Préau, Safari"],
    ["school", "preau-web", "Chromebook, Portail Préau, Chrome"],
    ["ubuntu", "preau-web", "Ordinateur Linux, Portail Préau, Firefox"],
    ["program", "preau-cli", "Appareil inconnu, Programme"],
  ])("%s with %s is « %s »", (agent, clientId, name) => {
    expect(deviceName({ clientId, ...kindOf(AGENTS[agent]) })).toBe(name);
  });

  it("of a partner goes by the name under which the territory registered it", () => {
    expect(deviceName({ clientId: "svc_1", clientName: "Manuels en ligne", ...kindOf(AGENTS.mac) })).toBe(
      "Mac, Manuels en ligne, Safari",
    );
    expect(deviceName({ clientId: "svc_1" })).toBe("Appareil inconnu, Service partenaire");
  });

  it("keeps nothing of the header but the kind of machine and of browser", () => {
    expect(kindOf(AGENTS.pixel)).toEqual({ system: "android-phone", browser: "chrome" });
  });
});
