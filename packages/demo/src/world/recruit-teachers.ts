import { type Block, blocksOf, classCodes } from "../plan/classes.ts";
import type { SchoolPlan } from "../plan/school-plans.ts";
import { type DisciplineCode, demoSubject } from "../plan/subjects.ts";

/** A post of teacher in one school. A person may hold one in each. */
export interface Post {
  readonly plan: SchoolPlan;
  readonly teacher: string;
  readonly discipline: DisciplineCode;
  /** Weekly slots. */
  readonly capacity: number;
  /** Days of presence, 1 is Monday. */
  readonly days: readonly number[];
  load: number;
}

/** A block with who teaches each of its parts. */
export interface StaffedBlock extends Block {
  readonly posts: readonly Post[];
}

const fullService = 18;
const sharedTeacher = "600001";
const everyDay = [1, 2, 3, 4, 5];

/** Recruits teachers, by discipline, until every block has one for each of its parts. */
export function recruitTeachers(plans: readonly SchoolPlan[]): readonly StaffedBlock[] {
  const posts = plans.map(
    (plan): Post =>
      plan.kind === "college"
        ? { plan, teacher: sharedTeacher, discipline: "L1400", capacity: 12, days: [1, 2, 3], load: 0 }
        : { plan, teacher: sharedTeacher, discipline: "L1401", capacity: 6, days: [4, 5], load: 0 },
  );
  let nextTeacher = Number(sharedTeacher) + 1;
  function recruit(plan: SchoolPlan, discipline: DisciplineCode): Post {
    const post: Post = {
      plan,
      discipline,
      teacher: String(nextTeacher),
      capacity: fullService,
      days: everyDay,
      load: 0,
    };
    nextTeacher += 1;
    posts.push(post);
    return post;
  }
  const staffed = plans.flatMap(blocksOf).map((block): StaffedBlock => {
    const hours = block.lengths.reduce((sum, length) => sum + length, 0);
    const taken: Post[] = [];
    for (const { subject } of block.teachings) {
      const free = posts.find(
        (post) =>
          post.plan === block.plan &&
          post.discipline === subject.discipline &&
          post.load + hours <= post.capacity &&
          !taken.includes(post),
      );
      const post = free ?? recruit(block.plan, subject.discipline);
      post.load += hours;
      taken.push(post);
    }
    return { ...block, posts: taken };
  });
  return [...staffed, ...plans.filter(({ kind }) => kind === "college").flatMap((plan) => classHours(plan, staffed))];
}

/** The head teacher of each class: who has it most among those who have no class yet. */
export function headTeachers(plan: SchoolPlan, blocks: readonly StaffedBlock[]): ReadonlyMap<string, Post> {
  const heads = new Map<string, Post>();
  for (const code of plan.levels.flatMap((level) => classCodes(plan, level))) {
    const posts = blocks
      .filter((block) => block.plan === plan && block.teachings.length === 1 && block.classes[0] === code)
      .sort((a, b) => b.lengths.length - a.lengths.length)
      .flatMap((block) => block.posts);
    const taken = [...heads.values()];
    const post = posts.find((candidate) => !taken.includes(candidate)) ?? posts[0];
    if (post !== undefined) heads.set(code, post);
  }
  return heads;
}

/** In a collège each class meets its head teacher one week in two. */
function classHours(plan: SchoolPlan, blocks: readonly StaffedBlock[]): readonly StaffedBlock[] {
  return [...headTeachers(plan, blocks)].map(([code, post], index) => ({
    plan,
    classes: [code],
    teachings: [{ audience: code, subject: demoSubject("VIECL") }],
    lengths: [1],
    frequency: index % 2 === 0 ? "Q1" : "Q2",
    posts: [post],
  }));
}
