import { serve } from "@preau/runtime";
import { changeLesson } from "./change-lesson.ts";
import { timetableContract } from "./contract.ts";
import { makeDeps } from "./deps.ts";
import { listRooms } from "./list-rooms.ts";
import { readLessons } from "./read-lessons.ts";
import { readRoomOccupancy } from "./read-room-occupancy.ts";

export const handler = serve(timetableContract, { readLessons, changeLesson, listRooms, readRoomOccupancy }, makeDeps);
