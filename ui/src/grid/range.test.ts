// @vitest-environment node
import { describe, expect, it } from "vitest";

import type { RowPageView } from "../ipc/bindings";
import { rowOf } from "../testing/rows";
import { PAGE, RangeCache } from "./range";

type Asked = { offset: number; limit: number; answer: (page?: Partial<RowPageView>) => Promise<void>; fail: () => Promise<void> };

function cacheOf(total: number): { cache: RangeCache; asked: Asked[]; changes: () => number } {
  const asked: Asked[] = [];
  let changes = 0;
  const cache = new RangeCache(
    (offset, limit) =>
      new Promise((resolve, reject) => {
        const settled = async (): Promise<void> => {
          for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
        };
        asked.push({
          offset,
          limit,
          answer: (page) => {
            const length = Math.max(0, Math.min(limit, (page?.total ?? total) - offset));
            const rows = Array.from({ length }, (_, at) => rowOf(`/f/${offset + at}`));
            resolve({ rows, total, offset, hidden: 0, generation: 1, ...page });
            return settled();
          },
          fail: () => {
            reject(new Error("gone"));
            return settled();
          },
        });
      }),
    () => (changes += 1),
  );
  return { cache, asked, changes: () => changes };
}

describe("RangeCache", () => {
  it("asks for the page that is looked at, then for its neighbours", async () => {
    const { cache, asked } = cacheOf(1000);
    cache.want(0, 20);
    expect(asked.map((page) => page.offset)).toEqual([0]);
    await asked[0]?.answer();
    expect(cache.total).toBe(1000);
    expect(cache.row(3)?.path).toBe("/f/3");
    expect(asked.map((page) => page.offset)).toEqual([0, PAGE]);
  });

  it("forgets what it has not begun to fetch when the person scrolls on", async () => {
    const { cache, asked } = cacheOf(100_000);
    cache.want(0, 20);
    await asked[0]?.answer();
    const at = (page: number): void => cache.want(page * PAGE, page * PAGE + 20, 1);
    at(100);
    at(200);
    at(300);
    at(400);
    // What was ahead of the beginning is under way, and two of those that were passed.
    const before = asked.length;
    for (const page of asked.slice(1, before)) await page.answer();
    const offsets = asked.map((page) => page.offset / PAGE);
    expect(offsets).not.toContain(300);
    expect(offsets[before]).toBe(400);
    for (const page of asked.slice(before)) await page.answer();
    expect(asked.map((page) => page.offset / PAGE)).toEqual(expect.arrayContaining([401, 402]));
  });

  it("shows stale rows until newer ones arrive", async () => {
    const { cache, asked } = cacheOf(10);
    cache.want(0, 9);
    await asked[0]?.answer();
    cache.invalidate();
    expect(cache.row(0)?.path).toBe("/f/0");
    expect(asked.length).toBe(2);
    await asked[1]?.answer({ generation: 2 });
    expect(cache.generation).toBe(2);
  });

  it("asks again for a page that was invalidated while it was under way", async () => {
    const { cache, asked } = cacheOf(10);
    cache.want(0, 9);
    cache.invalidate();
    await asked[0]?.answer();
    expect(asked.length).toBe(2);
  });

  it("drops pages beyond the end when rows vanish", async () => {
    const { cache, asked } = cacheOf(250);
    cache.want(0, 20);
    await asked[0]?.answer();
    cache.want(200, 240);
    for (const page of asked) await page.answer();
    for (const page of asked) await page.answer();
    expect(cache.row(205)?.path).toBe("/f/205");
    const before = asked.length;
    cache.want(0, 20);
    cache.invalidate();
    for (const page of asked.slice(before)) await page.answer({ total: 30 });
    expect(cache.total).toBe(30);
    expect(cache.row(205)).toBeUndefined();
  });

  it("keeps few pages", async () => {
    const { cache, asked } = cacheOf(100_000);
    cache.want(0, 1);
    await asked[0]?.answer();
    for (let at = 1; at < 60; at += 1) {
      cache.want(at * 1000, at * 1000 + 5);
      for (const page of asked) await page.answer();
    }
    expect(cache.row(0)).toBeUndefined();
    expect(cache.row(59_000)).toBeDefined();
  });

  it("says what went wrong and tries again when looked at", async () => {
    const { cache, asked } = cacheOf(10);
    cache.want(0, 9);
    await asked[0]?.fail();
    expect(cache.error).toBeInstanceOf(Error);
    expect(asked.length).toBe(1);
    cache.want(0, 9);
    await asked[1]?.answer();
    expect(cache.error).toBeNull();
  });

  it("gathers a range from what is here and what is not", async () => {
    const { cache, asked } = cacheOf(500);
    cache.want(0, 20);
    await asked[0]?.answer();
    const range = cache.range(PAGE - 5, PAGE + 10);
    await Promise.resolve();
    await asked.find((page) => page.offset === PAGE && page.limit === 11)?.answer();
    expect((await range).map((row) => row.path)).toEqual(
      Array.from({ length: 16 }, (_, at) => `/f/${PAGE - 5 + at}`),
    );
  });

  it("takes nothing after its end", async () => {
    const { cache, asked, changes } = cacheOf(10);
    cache.want(0, 9);
    cache.end();
    await asked[0]?.answer();
    expect(changes()).toBe(0);
  });
});
