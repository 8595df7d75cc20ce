// The order of names, as `damson_core::name::in_order` has it: numbers by their value, letters with a
// mark beside those without.

const PLAIN: Record<string, string> = { æ: "a", đ: "d", ð: "d", ı: "i", ł: "l", ø: "o", œ: "o" };
const DIGIT = /^[0-9]/;

/** Negative, zero or positive, as `Array.sort` wants it. */
export function inOrder(one: string, other: string): number {
  const [left, right] = [parts(one), parts(other)];
  for (let at = 0; at < Math.min(left.length, right.length); at += 1) {
    const order = compare(left[at] ?? "", right[at] ?? "");
    if (order !== 0) return order;
  }
  return left.length - right.length || byCharacter(one.toLowerCase(), other.toLowerCase());
}

/** Numbers, and single letters. */
function parts(name: string): string[] {
  const plain = name.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
  return [...plain.matchAll(/[0-9]+|[^]/gu)].map(([part]) => PLAIN[part] ?? part);
}

function compare(one: string, other: string): number {
  if (!DIGIT.test(one) || !DIGIT.test(other)) return byCharacter(one, other);
  const [left, right] = [one, other].map((digits) => digits.replace(/^0+/, ""));
  return (left?.length ?? 0) - (right?.length ?? 0) || byCharacter(left ?? "", right ?? "");
}

/** By code points, as Rust compares; JavaScript's own comparison goes by halves of them. */
function byCharacter(one: string, other: string): number {
  const [left, right] = [[...one], [...other]];
  for (let at = 0; at < Math.min(left.length, right.length); at += 1) {
    const difference = (left[at]?.codePointAt(0) ?? 0) - (right[at]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
