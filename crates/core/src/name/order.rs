//! The order of names as a person expects it in a list.

use std::{cmp::Ordering, iter::Peekable};

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Compares two names that were folded ([`fold`](super::fold())): numbers by their value
/// (`img_2` before `img_10`), letters with a mark beside those without (`äpfel` under a). Names
/// that differ in that alone are in the order of their characters, so that equal names are the same.
///
/// The window's page has the same rule in `ui/src/grid/order.ts`.
pub fn in_order(one: &str, other: &str) -> Ordering {
    compare(letters(one).peekable(), letters(other).peekable()).then_with(|| one.cmp(other))
}

fn letters(name: &str) -> impl Iterator<Item = char> + '_ {
    name.nfd()
        .filter(|letter| !is_combining_mark(*letter))
        .map(plain)
}

/// Letters that Unicode does not take apart.
fn plain(letter: char) -> char {
    match letter {
        'æ' => 'a',
        'đ' | 'ð' => 'd',
        'ı' => 'i',
        'ł' => 'l',
        'ø' | 'œ' => 'o',
        other => other,
    }
}

fn compare<I: Iterator<Item = char>>(mut one: Peekable<I>, mut other: Peekable<I>) -> Ordering {
    loop {
        let (Some(left), Some(right)) = (one.peek().copied(), other.peek().copied()) else {
            return one.peek().is_some().cmp(&other.peek().is_some());
        };
        let order = if left.is_ascii_digit() && right.is_ascii_digit() {
            let (left, right) = (number(&mut one), number(&mut other));
            left.len().cmp(&right.len()).then_with(|| left.cmp(&right))
        } else {
            one.next();
            other.next();
            left.cmp(&right)
        };
        if order.is_ne() {
            return order;
        }
    }
}

/// Takes the digits of a number, without zeros in front: the longer one is the larger one.
fn number<I: Iterator<Item = char>>(letters: &mut Peekable<I>) -> String {
    let mut digits = String::new();
    while let Some(digit) = letters.next_if(char::is_ascii_digit) {
        if digit != '0' || !digits.is_empty() {
            digits.push(digit);
        }
    }
    digits
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{super::fold, *};

    fn sorted(names: &[&str]) -> Vec<String> {
        let mut names: Vec<String> = names.iter().map(|name| fold(name)).collect();
        names.sort_by(|a, b| in_order(a, b));
        names
    }

    #[test]
    fn numbers_count_and_marks_do_not() {
        for expected in [
            &[
                "img_1.psd",
                "img_002.psd",
                "img_2.psd",
                "img_10.psd",
                "img_10a.psd",
            ][..],
            &["apfel", "äpfel", "apfelmus", "birne", "zebra"],
            &["øre", "ost", "zebra"],
            &["a", "a 2", "a-2", "a.psd", "a1", "a_1", "ab"],
            &[
                "shot 9",
                "shot 99999999999999999998",
                "shot 99999999999999999999",
            ],
            &["1", "2", "10", "a", "日本"],
        ] {
            let mut backwards = expected.to_vec();
            backwards.reverse();
            assert_eq!(sorted(&backwards), expected);
        }
    }

    proptest! {
        #[test]
        fn it_is_an_order(names in proptest::collection::vec("[aä0-2._ ]{0,5}", 3)) {
            let [a, b, c] = [fold(&names[0]), fold(&names[1]), fold(&names[2])];
            prop_assert_eq!(in_order(&a, &b), in_order(&b, &a).reverse());
            prop_assert_eq!(in_order(&a, &b).is_eq(), a == b);
            if in_order(&a, &b).is_le() && in_order(&b, &c).is_le() {
                prop_assert!(in_order(&a, &c).is_le());
            }
        }
    }
}
