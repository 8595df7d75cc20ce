/** The forms of a word for a count; `#` stands for the number. */
export type Forms = { one: string; other: string };

/** Picks and fills the form for a count, by the rules of a language. */
export function pluralIn(locale: string): (count: number, forms: Forms) => string {
  const rules = new Intl.PluralRules(locale);
  const numbers = new Intl.NumberFormat(locale);
  return (count, forms) => {
    const form = rules.select(count) === "one" ? forms.one : forms.other;
    return form.replace("#", numbers.format(count));
  };
}
