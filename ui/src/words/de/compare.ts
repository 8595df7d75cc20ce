/** Two pictures beside or over each other. */
export const compare = {
  title: "Bilder vergleichen",
  short: "Vergleichen",
  two: "Die Bilder vergleichen",
  pictures: "Bilder vergleichen",
  how: "Art des Vergleichs",
  hint: "Beide Bilder. Plus und Minus zoomen, die Pfeile verschieben.",
  modes: { beside: "Nebeneinander", over: "Überlagert", wipe: "Wischen", difference: "Differenz" },
  opacity: "Deckkraft des zweiten Bildes",
  edge: "Grenze zwischen den Bildern",
  first: "Erstes Bild",
  second: "Zweites Bild",
  smaller: "Verkleinern",
  larger: "Vergrößern",
  scale: (times: string) => `×${times}`,
  none: "Von diesem Typ gibt es kein Bild.",
  picture: (name: string) => `Bild von ${name}`,
};
