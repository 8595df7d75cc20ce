/** The forms of a word for a count; `#` stands for the number. */
export type Forms = { one: string; other: string };

/**
 * Picks and fills the form for a count, by the rules of a language. `one` may name the one thing, so
 * a language without a singular, such as Japanese, uses it for exactly one.
 */
export function pluralIn(locale: string): (count: number, forms: Forms) => string {
  const rules = new Intl.PluralRules(locale);
  const numbers = new Intl.NumberFormat(locale);
  const hasSingular = rules.resolvedOptions().pluralCategories.includes("one");
  return (count, forms) => {
    const isOne = hasSingular ? rules.select(count) === "one" : count === 1;
    const form = isOne ? forms.one : forms.other;
    return form.replace("#", numbers.format(count));
  };
}
