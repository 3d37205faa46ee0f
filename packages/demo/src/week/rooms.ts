import type { RoomKind } from "../plan/subjects.ts";

const prefixes: Readonly<Record<RoomKind, string>> = { class: "B1", science: "S2", art: "A0", gym: "GYM" };

/** Gives rooms: the teacher's usual one when it is free, else the first free of the kind, so that no room is used twice in a slot. */
export function roomGiver(): (kind: RoomKind, teacher: string, slots: readonly number[]) => string {
  const used = new Set<string>();
  const usual = new Map<string, string>();
  return (kind, teacher, slots) => {
    const key = `${kind} ${teacher}`;
    function isFree(room: string): boolean {
      return slots.every((slot) => !used.has(`${room}@${slot}`));
    }
    let room = usual.get(key) ?? "";
    for (let number = 1; room === "" || !isFree(room); number += 1)
      room = prefixes[kind] + (kind === "gym" ? number : String(number).padStart(2, "0"));
    if (!usual.has(key)) usual.set(key, room);
    for (const slot of slots) used.add(`${room}@${slot}`);
    return room;
  };
}
