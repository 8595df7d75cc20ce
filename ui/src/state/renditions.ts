// What is exported of an asset: the original, or what the server drew from it.

import type { RenditionKindView, RenditionView } from "../ipc/bindings";
import { size } from "../words/format";

/** `rendition`: the word of a kind, or a name; `null` for the original. */
export type ExportChoice = { flat: boolean; rendition: string | null };
export type OfferedKind = Exclude<RenditionKindView, "other">;

/** The kinds that are offered for many assets. */
export const KINDS: OfferedKind[] = ["original", "web", "fpo", "thumbnail"];

type Words = {
  kinds: Record<OfferedKind, string>;
  within: (width: number, height: number) => string;
};

/** What can be exported of one asset: of each kind the largest, and whatever has no kind by its name. */
export function ofOne(renditions: readonly RenditionView[], words: Words): { value: string; label: string; hint: string }[] {
  const largest = KINDS.flatMap((kind) => {
    const ofKind = renditions.filter((one) => one.kind === kind);
    const best = ofKind.reduce<RenditionView | null>((best, one) => (best === null || pixels(one) > pixels(best) ? one : best), null);
    return best === null ? [] : [{ value: kind as string, label: words.kinds[kind], hint: facts(best, words) }];
  });
  const others = renditions.filter((one) => one.kind === "other");
  return [...largest, ...others.map((one) => ({ value: one.name, label: one.name, hint: facts(one, words) }))];
}

/** "JPEG · up to 1280 × 1280 px · 210 KB". */
function facts(one: RenditionView, words: Words): string {
  const { dimensions, within } = one;
  const format = one.media_type?.split(/[/;]/)[1]?.replace(/^(x-|vnd\.(adobe\.)?)/, "");
  const parts = [
    format?.toUpperCase(),
    dimensions !== null ? `${dimensions.width} × ${dimensions.height} px` : within !== null ? words.within(within.width, within.height) : undefined,
    one.size === null ? undefined : size(one.size),
  ];
  return parts.filter((part) => part !== undefined).join(" · ");
}

function pixels(one: RenditionView): number {
  const edges = one.dimensions ?? one.within;
  return edges === null ? 0 : edges.width * edges.height;
}
