// How wide words are, before they are drawn.

const known = new Map<string, number>();
let context: CanvasRenderingContext2D | null | undefined;

/** In pixels, in the window's font; about that where nothing can be measured. */
export function textWidth(words: string, weight: 400 | 600 = 400): number {
  const key = `${weight} ${words}`;
  let width = known.get(key);
  if (width === undefined) {
    width = measured(words, weight);
    if (known.size > 500) known.clear();
    known.set(key, width);
  }
  return width;
}

function measured(words: string, weight: number): number {
  if (context === undefined) {
    try {
      context = document.createElement("canvas").getContext("2d");
    } catch {
      context = null;
    }
  }
  if (!context) return words.length * 7.6;
  const { fontFamily, fontSize } = getComputedStyle(document.body);
  context.font = `${weight} ${fontSize} ${fontFamily}`;
  return Math.ceil(context.measureText(words).width);
}
