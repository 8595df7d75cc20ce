/** Two pictures beside or over each other. */
export const compare = {
  title: "Comparer les images",
  short: "Comparer",
  two: "Comparer les images",
  pictures: "Comparer les images",
  how: "Mode de comparaison",
  hint: "Les deux images. Plus et moins zooment, les flèches déplacent.",
  modes: { beside: "Côte à côte", over: "Superposées", wipe: "Volet", difference: "Différence" },
  opacity: "Opacité de la seconde image",
  edge: "Limite entre les images",
  first: "Première image",
  second: "Seconde image",
  smaller: "Zoom arrière",
  larger: "Zoom avant",
  scale: (times: string) => `×${times}`,
  none: "Il n’y a pas d’image de ce type.",
  picture: (name: string) => `Image de ${name}`,
};
